#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace otel_native::otlp_local {

/// `Export{Trace,Metrics,Logs}ServiceResponse.partial_success`, whose fields have the same numbers in all three:
/// https://opentelemetry.io/docs/specs/otlp/#partial-success
struct PartialSuccess {
  std::uint64_t rejected_items = 0;
  std::string error_message;
};

/// Returns nothing if the body is not such a message, or lacks the field.
std::optional<PartialSuccess> decode_partial_success(std::string_view body);

/// Decodes the message of the `google.rpc.Status` in a failure response:
/// https://opentelemetry.io/docs/specs/otlp/#failures-1
std::optional<std::string> decode_status_message(std::string_view body);

/// Describes a failure for a log: the message of the status in the body, else the body itself.
std::string failure_text(std::string_view body, std::string_view content_type);

/// Copies text to a buffer of `capacity` bytes as one line of UTF-8. Cuts it between characters and ends it with NUL. A
/// run of spaces and control characters becomes one space, and an invalid byte becomes `?`.
void copy_message(std::string_view text, char* buffer, std::size_t capacity);

}  // namespace otel_native::otlp_local
