/// Drives an exporter through its C ABI, like native-core.
#pragma once

#include <otel_native/exporter.h>

#include <string>
#include <string_view>
#include <utility>

#include "exporter/exporter.hpp"

namespace otel_native::otlp_local {

inline constexpr std::uint64_t kSecond = 1'000'000'000;
inline constexpr std::uint64_t kMillisecond = 1'000'000;
/// A timeout that must not expire.
inline constexpr std::uint64_t kLong = 20 * kSecond;

inline SignalSettings settings_for(const std::string& host, std::uint16_t port) {
  SignalSettings settings;
  settings.server = {"", host, port};
  settings.target = {host + ":" + std::to_string(port), "/v1/traces", {{"User-Agent", "test/1"}, {"x-key", "secret"}}};
  settings.timeout_ns = kLong;
  return settings;
}

class TestExporter {
 public:
  explicit TestExporter(std::uint16_t port) : TestExporter(settings_for("127.0.0.1", port)) {}
  explicit TestExporter(const SignalSettings& traces, Lookup lookup = system_lookup)
      : TestExporter(ExporterSettings{traces, {}, {}}, std::move(lookup)) {}
  explicit TestExporter(const ExporterSettings& settings, Lookup lookup = system_lookup)
      : exporter_(Exporter::create(settings, std::move(lookup))) {}
  ~TestExporter() { exporter_->release(exporter_); }
  TestExporter(const TestExporter&) = delete;
  TestExporter& operator=(const TestExporter&) = delete;

  otel_native_result send(std::string_view bytes, std::uint64_t timeout_ns = kLong,
                          otel_native_signal signal = OTEL_NATIVE_SIGNAL_TRACES) {
    const otel_native_batch batch{sizeof(otel_native_batch), static_cast<std::uint32_t>(signal),
                                  reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), 3};
    otel_native_result result{};
    result.struct_size = sizeof(result);
    exporter_->export_batch(exporter_, &batch, timeout_ns, &result);
    return result;
  }
  void interrupt() { exporter_->interrupt(exporter_); }
  void shutdown() { exporter_->shutdown(exporter_, kSecond); }
  otel_native_exporter* get() { return exporter_; }

 private:
  otel_native_exporter* exporter_;
};

/// Formats the whole result as one line that starts with `ok`, `retry` or `failed`.
inline std::string text_of(const otel_native_result& result) {
  std::string text = result.status == OTEL_NATIVE_EXPORT_OK      ? "ok"
                     : result.status == OTEL_NATIVE_EXPORT_RETRY ? "retry"
                                                                 : "failed";
  if (result.rejected_items != 0) text += " rejected=" + std::to_string(result.rejected_items);
  if (result.unreachable != 0) text += " unreachable";
  const std::string_view message = result.message;
  const auto end_of_name = message.find(": ");  // end of the endpoint, whose port varies
  if (!message.empty())
    text += " " + std::string(end_of_name == message.npos ? message : message.substr(end_of_name + 2));
  return text;
}

}  // namespace otel_native::otlp_local
