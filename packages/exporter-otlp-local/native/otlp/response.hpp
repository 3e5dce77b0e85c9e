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

/// Nothing when the body says nothing of it or is no such message.
std::optional<PartialSuccess> decode_partial_success(std::string_view body);

/// The message of the `google.rpc.Status` that a failure comes with:
/// https://opentelemetry.io/docs/specs/otlp/#failures-1
std::optional<std::string> decode_status_message(std::string_view body);

/// What a failure's body says, for a log: the message of its status, else the text itself.
std::string failure_text(std::string_view body, std::string_view content_type);

/// Copies text into a buffer of `capacity` bytes as one line of UTF-8, cut between characters and ended with NUL.
/// Runs of spaces and control characters become one space, bytes that are not UTF-8 a `?`.
void copy_message(std::string_view text, char* buffer, std::size_t capacity);

}  // namespace otel_native::otlp_local
