/// A server in this process whose every move is written down in the test.
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

/// The server's side of one connection. Waits give up after some seconds, so that no test hangs.
class Peer {
 public:
  explicit Peer(UniqueFd fd) : fd_(std::move(fd)) {}

  bool is_connected() const { return fd_.is_open(); }
  ReceivedRequest read_request();
  void write(std::string_view bytes);
  /// `head` is what stands in front of Content-Length, e.g. `HTTP/1.1 200 OK\r\n`.
  void respond(std::string_view head, std::string_view body = "");
  /// Returns when the client has closed: true, or after a while: false.
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

/// `host` is an address of this machine; the port is free to choose. Not open when the machine lacks the family.
Listener listen_on(const std::string& host);
Listener listen_on_socket(const std::string& path);

/// Plays a script on a thread of its own.
class Server {
 public:
  using Script = std::function<void(Listener&)>;
  explicit Server(Script script) : Server(listen_on("127.0.0.1"), std::move(script)) {}
  Server(Listener listener, Script script);
  ~Server() { join(); }

  std::uint16_t port() const { return port_; }
  /// Waits for the end of the script: what it has written down can be read then.
  void join();

 private:
  Listener listener_;
  const std::uint16_t port_;
  std::thread thread_;
};

/// A new path for a socket in a folder of its own, which is removed at the end.
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
