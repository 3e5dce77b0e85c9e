#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace otel_native::otlp_local {

/// Reads an HTTP date in any of its three forms (RFC 9110, section 5.6.7) into seconds since 1970.
/// `now_unix_seconds` decides the century of a date with two digits of a year.
std::optional<std::int64_t> parse_http_date(std::string_view text, std::int64_t now_unix_seconds);

/// The wait that a `Retry-After` field asks for: a number of seconds, or a date. 0 for a date that has passed,
/// nothing when the field is neither.
std::optional<std::uint64_t> retry_after_nanos(std::string_view value, std::int64_t now_unix_seconds);

}  // namespace otel_native::otlp_local
