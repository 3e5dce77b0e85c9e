#pragma once

#include <otel_native/exporter.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

#include "exporter/signal-channel.hpp"

namespace otel_native::otlp_local {

struct ExporterSettings {
  std::optional<SignalSettings> traces;
  std::optional<SignalSettings> metrics;
  std::optional<SignalSettings> logs;
};

/// Implements `otel_native/exporter.h`. Hands everything to the engine's thread.
class Exporter : public otel_native_exporter {
 public:
  /// Creates an exporter with one reference, which the caller owns. Takes no resource of the system before the first
  /// batch.
  static otel_native_exporter* create(const ExporterSettings& settings, Lookup lookup = system_lookup);

  Exporter(const Exporter&) = delete;
  Exporter& operator=(const Exporter&) = delete;
  ~Exporter();

  /// Later requests of a signal have the host and the header fields of the target. Any thread.
  void set_headers(otel_native_signal signal, const RequestTarget& target);
  /// Whether a server refused the headers since the last call. Any thread.
  bool take_wants_headers();

  static Exporter* from(otel_native_exporter* self) { return static_cast<Exporter*>(self); }

 private:
  using Channels = std::array<std::shared_ptr<SignalChannel>, 3>;

  Exporter(const ExporterSettings& settings, const Lookup& lookup);

  static void submit(otel_native_exporter* self, const otel_native_batch* batch, std::uint64_t timeout_ns, void* token,
                     otel_native_done done);
  static void cancel(otel_native_exporter* self, void* token);
  static void shut_down(otel_native_exporter* self, void* token, otel_native_done done);
  std::shared_ptr<SignalChannel> channel_of(std::uint32_t signal) const;

  std::atomic<std::uint32_t> references_{1};
  /// The engine's thread uses them, and may hold them longer than this object lives.
  Channels channels_;
};

}  // namespace otel_native::otlp_local
