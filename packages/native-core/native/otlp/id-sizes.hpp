#pragma once

#include <cstddef>

namespace otel_native {

inline constexpr std::size_t kTraceIdBytes = 16;
inline constexpr std::size_t kSpanIdBytes = 8;

}  // namespace otel_native
