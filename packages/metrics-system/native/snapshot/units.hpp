#pragma once

#include <limits>

namespace otel_native::system_metrics {

inline constexpr double kMillisPerSecond = 1e3;
inline constexpr double kMicrosPerSecond = 1e6;
inline constexpr double kNanosPerSecond = 1e9;

/// Stands for a value that could not be read, which is not reported.
inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

}  // namespace otel_native::system_metrics
