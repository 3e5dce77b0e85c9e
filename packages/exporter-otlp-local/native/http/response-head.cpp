#include "http/response-head.hpp"

#include "http/text.hpp"

namespace otel_native::otlp_local {
namespace {

const char* read_content_length(std::string_view value, ResponseHead& head) {
  // Several equal lengths are allowed, joined or on separate lines (RFC 9112, section 6.3).
  while (!value.empty()) {
    const auto length = parse_decimal(trim(take_until(value, ',')));
    if (!length) return "a Content-Length that is no number";
    if (head.content_length && *head.content_length != *length) return "two different Content-Lengths";
    head.content_length = length;
  }
  return head.content_length ? nullptr : "an empty Content-Length";
}

void read_transfer_encoding(std::string_view value, ResponseHead& head) {
  while (!value.empty()) {
    const std::string_view coding = trim(take_until(value, ','));
    if (coding.empty()) continue;
    // Chunked must be the last coding. Other codings are not decoded.
    head.unknown_coding = head.unknown_coding || head.chunked || !equals_ignoring_case(coding, "chunked");
    head.chunked = !head.unknown_coding;
  }
}

void read_connection(std::string_view value, ResponseHead& head) {
  while (!value.empty()) {
    const std::string_view option = trim(take_until(value, ','));
    if (equals_ignoring_case(option, "close")) head.keep_alive = false;
    if (equals_ignoring_case(option, "keep-alive")) head.keep_alive = true;
  }
}

}  // namespace

const char* parse_status_line(std::string_view line, ResponseHead& head) {
  constexpr std::string_view kStart = "HTTP/1.";
  constexpr std::size_t kShortest = sizeof("HTTP/1.1 200") - 1;
  if (line.size() < kShortest || line.substr(0, kStart.size()) != kStart) return "no HTTP/1.x status line";
  const char minor = line[7];
  const std::string_view code = line.substr(9, 3);
  const bool ends_after_code = line.size() == kShortest || line[kShortest] == ' ';
  const auto status = parse_decimal(code);
  if (!is_digit(minor) || line[8] != ' ' || !ends_after_code || !status || *status < 100) {
    return "a malformed status line";
  }
  head.status = static_cast<int>(*status);
  head.keep_alive = minor != '0';
  return nullptr;
}

const char* parse_header_line(std::string_view line, ResponseHead& head) {
  const bool continues_line_before = line.front() == ' ' || line.front() == '\t';
  if (continues_line_before) return nullptr;  // obsolete, and irrelevant for the fields read here
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return "a header line without a name";
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trim(line.substr(colon + 1));
  if (equals_ignoring_case(name, "content-length")) return read_content_length(value, head);
  if (equals_ignoring_case(name, "transfer-encoding")) read_transfer_encoding(value, head);
  if (equals_ignoring_case(name, "connection")) read_connection(value, head);
  if (equals_ignoring_case(name, "content-type")) head.content_type = value;
  if (equals_ignoring_case(name, "location")) head.location = value;
  if (equals_ignoring_case(name, "retry-after")) head.retry_after = std::string(value);
  return nullptr;
}

}  // namespace otel_native::otlp_local
