#pragma once

#include <algorithm>
#include <string_view>

#include "http/text.hpp"

namespace otel_native::otlp_local {

// https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes

/// Whether the receiver refuses a request for its size: the same bytes must not be sent again, but a part of them may
/// fit. The Collector answers 400 with "request body too large" to more bytes than its limit.
inline bool is_size_refusal(int status, std::string_view text) {
  constexpr std::string_view kTooLarge = "too large";
  const auto equals = [](char a, char b) { return lower(a) == b; };
  const bool says_so = std::search(text.begin(), text.end(), kTooLarge.begin(), kTooLarge.end(), equals) != text.end();
  return status == 413 || (status == 400 && says_so);
}
inline bool is_success_status(int status) { return status >= 200 && status < 300; }
/// Redirects are not followed: nobody configured the new address, and header fields may be secrets.
inline bool is_redirect_status(int status) { return status >= 300 && status < 400; }
inline bool is_retryable_status(int status) { return status == 429 || status == 502 || status == 503 || status == 504; }

}  // namespace otel_native::otlp_local
