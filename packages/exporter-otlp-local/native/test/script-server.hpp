/// A server inside the test process that follows a script.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "net/unique-fd.hpp"

namespace script_server {

using otel_native::otlp_local::UniqueFd;

struct ReceivedRequest {
  std::string head;  ///< with the empty line at its end
  std::string body;

  bool has_line(std::string_view line) const;
};

/// The server's side of one connection. Waits time out after some seconds, so that no test hangs.
class Peer {
 public:
  explicit Peer(UniqueFd fd) : fd_(std::move(fd)) {}

  bool is_connected() const { return fd_.is_open(); }
  ReceivedRequest read_request();
  /// Returns fewer bytes after a timeout or the end.
  std::string read(std::size_t count);
  void write(std::string_view bytes);
  /// `head` precedes the Content-Length field, e.g. `HTTP/1.1 200 OK\r\n`.
  void respond(std::string_view head, std::string_view body = "");
  /// Returns true when the client has closed, false after a timeout.
  bool wait_for_close();
  void close_writing();
  void close() { fd_.reset(); }
  /// Closes with a TCP reset.
  void reset();

 private:
  bool read_some(std::string& into);

  UniqueFd fd_;
};

/// A listening socket.
class Listener {
 public:
  explicit Listener(UniqueFd fd) : fd_(std::move(fd)) {}
  bool is_open() const { return fd_.is_open(); }
  Peer accept();
  std::uint16_t port() const;

 private:
  UniqueFd fd_;
};

/// Listens on an address of this machine, on any free port. Not open if the machine does not support the address
/// family.
Listener listen_on(const std::string& host);
Listener listen_on_socket(const std::string& path);

/// Runs a script on its own thread.
class Server {
 public:
  using Script = std::function<void(Listener&)>;
  explicit Server(Script script) : Server(listen_on("127.0.0.1"), std::move(script)) {}
  Server(Listener listener, Script script);
  ~Server() { join(); }

  std::uint16_t port() const { return port_; }
  /// Waits for the end of the script; its records can be read after that.
  void join();

 private:
  Listener listener_;
  const std::uint16_t port_;
  std::thread thread_;
};

/// A new socket path in its own folder, which the destructor removes.
class SocketPath {
 public:
  SocketPath();
  ~SocketPath();
  const std::string& get() const { return path_; }

 private:
  std::string folder_;
  std::string path_;
};

}  // namespace script_server
