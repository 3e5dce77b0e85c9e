#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace otel_native::otlp_local {

/// The parts of a status line and header fields that an exporter needs (RFC 9112, sections 4 to 6).
struct ResponseHead {
  int status = 0;
  /// The connection can be reused for another request.
  bool keep_alive = false;
  bool chunked = false;
  /// An unsupported transfer coding: the body ends with the connection.
  bool unknown_coding = false;
  std::optional<std::uint64_t> content_length;
  std::string content_type;
  std::optional<std::string> retry_after;
  std::string location;
};

/// Both return null for a valid HTTP/1.x line, else the reason why it is invalid. Lines exclude their line end.
const char* parse_status_line(std::string_view line, ResponseHead& head);
const char* parse_header_line(std::string_view line, ResponseHead& head);

}  // namespace otel_native::otlp_local
