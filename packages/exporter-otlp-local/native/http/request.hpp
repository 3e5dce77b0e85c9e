#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace otel_native::otlp_local {

/// The part of a POST that stays the same for every request.
struct RequestTarget {
  /// The `Host` field, e.g. `localhost:4318`.
  std::string host;
  /// Path and query, e.g. `/v1/traces`.
  std::string path;
  /// More header fields, which the caller has checked.
  std::vector<std::pair<std::string, std::string>> headers;
};

/// Returns the request line and the header fields, up to the value of the last one, `Content-Length`.
std::string request_prefix(const RequestTarget& target);

/// One request. Only its head is copied.
struct Request {
  std::string head;
  const std::uint8_t* body;
  std::size_t body_size;

  std::size_t size() const { return head.size() + body_size; }
};

Request make_request(const std::string& prefix, const std::uint8_t* body, std::size_t body_size);

}  // namespace otel_native::otlp_local
