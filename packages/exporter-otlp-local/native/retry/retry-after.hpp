#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace otel_native::otlp_local {

/// Parses an HTTP date in any of its three formats (RFC 9110, section 5.6.7) to seconds since 1970. `now_unix_seconds`
/// decides the century of a two-digit year.
std::optional<std::int64_t> parse_http_date(std::string_view text, std::int64_t now_unix_seconds);

/// Returns the wait of a `Retry-After` field, which holds a number of seconds or a date: 0 for a past date, nothing for
/// an invalid field.
std::optional<std::uint64_t> retry_after_nanos(std::string_view value, std::int64_t now_unix_seconds);

}  // namespace otel_native::otlp_local
