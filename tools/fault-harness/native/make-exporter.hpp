#pragma once

#include <otel_native/exporter.h>

#include <cstdint>

namespace soak {

struct ExporterChoices {
  /// Of the receiver, on 127.0.0.1.
  std::uint16_t port;
  std::uint32_t timeout_millis;
  bool is_compressed;
  /// The receiver is found by a name whose look-up takes so long.
  bool has_name;
  std::uint32_t look_up_millis;
};

/// Made with one reference, which belongs to the caller.
otel_native_exporter* make_exporter(const ExporterChoices& choices);

}  // namespace soak
