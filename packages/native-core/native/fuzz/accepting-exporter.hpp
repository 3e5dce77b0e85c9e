#pragma once

#include <otel_native/exporter.h>

#include <cstdint>

namespace otel_native::fuzz {

inline void accept(void* token, otel_native_done done) {
  otel_native_result result{};
  result.struct_size = sizeof(result);
  done(token, &result);
}

/// An exporter that accepts everything at once.
inline otel_native_exporter* accepting_exporter() {
  static otel_native_exporter exporter{
      OTEL_NATIVE_EXPORTER_ABI_VERSION,
      sizeof(otel_native_exporter),
      1,
      [](auto*) {},
      [](auto*) {},
      [](auto*, const otel_native_batch*, uint64_t, void* token, otel_native_done done) { accept(token, done); },
      [](auto*, void*) {},
      [](auto*, void* token, otel_native_done done) { accept(token, done); }};
  return &exporter;
}

}  // namespace otel_native::fuzz
