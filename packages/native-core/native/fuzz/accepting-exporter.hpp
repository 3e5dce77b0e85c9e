#pragma once

#include <otel_native/exporter.h>

#include <cstdint>

namespace otel_native::fuzz {

/// An exporter that accepts everything.
inline otel_native_exporter* accepting_exporter() {
  static otel_native_exporter exporter{OTEL_NATIVE_EXPORTER_ABI_VERSION,
                                       sizeof(otel_native_exporter),
                                       [](auto*) {},
                                       [](auto*) {},
                                       [](auto*, const otel_native_batch*, uint64_t, otel_native_result*) {},
                                       [](auto*) {},
                                       [](auto*, uint64_t) {}};
  return &exporter;
}

}  // namespace otel_native::fuzz
