#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace otel_native::otlp_local {

/// What an exporter needs to know of a status line and header fields (RFC 9112, sections 4 to 6).
struct ResponseHead {
  int status = 0;
  /// The connection may carry another request.
  bool keep_alive = false;
  bool chunked = false;
  /// A transfer coding that is not understood: the body reaches to the end of the connection.
  bool unknown_coding = false;
  std::optional<std::uint64_t> content_length;
  std::string content_type;
  std::optional<std::string> retry_after;
  std::string location;
};

/// Both return a reason when the line is not what HTTP/1.x knows, else null. Lines come without their end.
const char* parse_status_line(std::string_view line, ResponseHead& head);
const char* parse_header_line(std::string_view line, ResponseHead& head);

}  // namespace otel_native::otlp_local
