#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "http/request.hpp"
#include "http/response-parser.hpp"
#include "net/connection.hpp"
#include "net/resolver.hpp"

namespace otel_native::otlp_local {

/// Where a client connects: the Unix socket if there is a path, else host and port.
struct ServerAddress {
  std::string socket_path;
  std::string host;
  std::uint16_t port = 0;
};

/// The result of one POST.
struct PostResult {
  enum class Kind { answered, failed, interrupted };
  Kind kind = Kind::failed;

  // Set with `failed`:
  std::string message;
  bool unreachable = false;      ///< nothing accepts connections at the address
  bool lost_unanswered = false;  ///< the connection broke before the first byte of a response
  bool is_looking_up = false;    ///< no fault: the addresses of the host are not known yet

  // Set with `answered`:
  ResponseHead head;
  std::string body;
  bool body_complete = false;
};

/// Posts requests over one connection, which stays open between requests. For one thread.
class Client {
 public:
  explicit Client(ServerAddress server, Lookup lookup = system_lookup);

  /// Makes one attempt. Silently reconnects once if the server has closed the idle connection. A received status is the
  /// result even if the body fails.
  PostResult post(const Request& request, const Limits& limits);
  void close() { connection_.close(); }

 private:
  struct Exchange;

  PostResult post_over_new_connection(const Request& request, const Limits& limits);
  PostResult exchange(const Request& request, const Limits& limits);

  const ServerAddress server_;
  Resolver resolver_;
  Connection connection_;
};

}  // namespace otel_native::otlp_local
