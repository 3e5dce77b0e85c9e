#pragma once

#include <otel_native/exporter.h>

#include <array>
#include <cstdint>

namespace otel_native {

/// One value per signal, indexed by `OTEL_NATIVE_SIGNAL_…`.
template <typename Value>
using PerSignal = std::array<Value, OTEL_NATIVE_SIGNAL_LOGS + 1>;

/// Names of one item and of the items of each signal in messages; src/pipeline/signal.ts has the same names.
inline constexpr PerSignal<const char*> kItemName{"item", "span", "data point", "log record"};
inline constexpr PerSignal<const char*> kItemNames{"items", "spans", "data points", "log records"};

}  // namespace otel_native
