#pragma once

#include <otel_native/exporter.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>

#include "exporter/signal-channel.hpp"
#include "net/signal-pipe.hpp"

namespace otel_native::otlp_local {

struct ExporterSettings {
  std::optional<SignalSettings> traces;
  std::optional<SignalSettings> metrics;
  std::optional<SignalSettings> logs;
};

/// Implements `otel_native/exporter.h`.
class Exporter : public otel_native_exporter {
 public:
  /// Creates an exporter with one reference, which the caller owns. Returns null if the process is out of file
  /// descriptors.
  static otel_native_exporter* create(const ExporterSettings& settings, Lookup lookup = system_lookup);

  Exporter(const Exporter&) = delete;
  Exporter& operator=(const Exporter&) = delete;

 private:
  Exporter(const ExporterSettings& settings, const Lookup& lookup);

  void export_one(const otel_native_batch& batch, std::uint64_t timeout_ns, otel_native_result& result);
  SignalChannel* channel_of(std::uint32_t signal);

  static Exporter* from(otel_native_exporter* self) { return static_cast<Exporter*>(self); }

  std::atomic<std::uint32_t> references_{1};
  /// Raised by interrupt() from any thread. Cleared when the interrupted export returns.
  SignalPipe interrupt_;
  /// Guards the channels. The contract allows one export at a time; this protects against hosts that break it.
  std::mutex mutex_;
  std::array<std::optional<SignalChannel>, 3> channels_;
};

}  // namespace otel_native::otlp_local
