#include "http/request.hpp"

namespace otel_native::otlp_local {

std::string request_prefix(const RequestTarget& target) {
  std::string prefix = "POST " + target.path + " HTTP/1.1\r\nHost: " + target.host + "\r\n";
  for (const auto& [name, value] : target.headers) prefix += name + ": " + value + "\r\n";
  return prefix + "Content-Type: application/x-protobuf\r\nContent-Length: ";
}

Request make_request(const std::string& prefix, const std::uint8_t* body, std::size_t body_size) {
  return {prefix + std::to_string(body_size) + "\r\n\r\n", body, body_size};
}

}  // namespace otel_native::otlp_local
