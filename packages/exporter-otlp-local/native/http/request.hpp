#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace otel_native::otlp_local {

/// The part of a POST that does not change from one request to the next.
struct RequestTarget {
  /// The `Host` field, e.g. `localhost:4318`.
  std::string host;
  /// Path and query, e.g. `/v1/traces`.
  std::string path;
  /// Further header fields, checked by whoever made them.
  std::vector<std::pair<std::string, std::string>> headers;
};

/// The request line and the header fields up to the value of the last one, `Content-Length`.
std::string request_prefix(const RequestTarget& target);

/// One request, of which only the head is copied.
struct Request {
  std::string head;
  const std::uint8_t* body;
  std::size_t body_size;

  std::size_t size() const { return head.size() + body_size; }
};

Request make_request(const std::string& prefix, const std::uint8_t* body, std::size_t body_size);

}  // namespace otel_native::otlp_local
