#pragma once

#include <cstdint>

#include "logs/json-reader.hpp"

namespace otel_native {

/// Converts the value of a line's field `time` into milliseconds since the epoch, as JavaScript's arithmetic and `Date`
/// do. Returns NaN for what is no time.
double line_millis(JsonReader value, std::uint8_t line_time);

/// Milliseconds in nanoseconds. Times that 64 bits cannot hold become 0.
std::uint64_t nanos_of_millis(double millis);

}  // namespace otel_native
