#pragma once

#include <cstdint>

namespace otel_native {

/// opentelemetry/proto/logs/v1/logs.proto
constexpr std::uint32_t kScopeLogsLogRecords = 2;
namespace log_record {
constexpr std::uint32_t kTime = 1, kSeverityNumber = 2, kSeverityText = 3, kBody = 5, kAttributes = 6,
                        kDroppedAttributes = 7, kFlags = 8, kTraceId = 9, kSpanId = 10, kObservedTime = 11,
                        kEventName = 12;
}

/// An enumeration of protobuf: a negative number has 64 bits.
inline std::uint64_t enum_value(std::uint32_t number) {
  return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(number)});
}

}  // namespace otel_native
