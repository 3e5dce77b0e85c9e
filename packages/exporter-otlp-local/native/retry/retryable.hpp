#pragma once

namespace otel_native::otlp_local {

/// https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes
inline bool is_success_status(int status) { return status >= 200 && status < 300; }
/// Redirects are not followed: nobody configured the new address, and header fields may be secrets.
inline bool is_redirect_status(int status) { return status >= 300 && status < 400; }
inline bool is_retryable_status(int status) { return status == 429 || status == 502 || status == 503 || status == 504; }

}  // namespace otel_native::otlp_local
