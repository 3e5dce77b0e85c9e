/// Drives an exporter through its C ABI, like native-core.
#pragma once

#include <otel_native/exporter.h>

#include <future>
#include <memory>
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

/// A batch whose bytes outlive every test.
inline constexpr std::uint8_t kBytes[] = {'b', 'a', 't', 'c', 'h'};
inline constexpr otel_native_batch kBatch{
    sizeof(otel_native_batch), OTEL_NATIVE_SIGNAL_TRACES, kBytes, sizeof(kBytes), 1, 0};

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

  Exporter& exporter() { return *Exporter::from(exporter_); }

  otel_native_result send(std::string_view bytes, std::uint64_t timeout_ns = kLong,
                          otel_native_signal signal = OTEL_NATIVE_SIGNAL_TRACES) {
    const otel_native_batch batch{sizeof(otel_native_batch),
                                  static_cast<std::uint32_t>(signal),
                                  reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                  bytes.size(),
                                  3,
                                  0};
    return submit(batch, timeout_ns).get();
  }
  otel_native_result send_over_new_connection(std::string_view bytes) {
    const otel_native_batch batch{sizeof(otel_native_batch),
                                  OTEL_NATIVE_SIGNAL_TRACES,
                                  reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                  bytes.size(),
                                  3,
                                  1};
    return submit(batch).get();
  }
  /// Begins an attempt. The bytes must stay valid until its answer. `token` gets what `cancel` needs.
  std::future<otel_native_result> submit(const otel_native_batch& batch, std::uint64_t timeout_ns = kLong,
                                         void** token = nullptr) {
    auto* const promise = new std::promise<otel_native_result>;
    if (token != nullptr) *token = promise;
    auto answer = promise->get_future();
    exporter_->submit(exporter_, &batch, timeout_ns, promise, take_answer);
    return answer;
  }
  void cancel(void* token) { exporter_->cancel(exporter_, token); }
  void shutdown() {
    auto* const promise = new std::promise<otel_native_result>;
    auto answer = promise->get_future();
    exporter_->shutdown(exporter_, promise, take_answer);
    answer.get();
  }
  otel_native_exporter* get() { return exporter_; }

 private:
  static void take_answer(void* token, const otel_native_result* result) {
    const std::unique_ptr<std::promise<otel_native_result>> promise(
        static_cast<std::promise<otel_native_result>*>(token));
    promise->set_value(*result);
  }

  otel_native_exporter* exporter_;
};

/// Formats the whole result as one line that starts with `ok`, `retry` or `failed`.
inline std::string text_of(const otel_native_result& result) {
  static constexpr const char* kNames[] = {"ok", "retry", "failed", "too large"};
  std::string text = kNames[result.status];
  if (result.rejected_items != 0) text += " rejected=" + std::to_string(result.rejected_items);
  if (result.unreachable != 0) text += " unreachable";
  const std::string_view message = result.message;
  const auto end_of_name = message.find(": ");  // end of the endpoint, whose port varies
  if (!message.empty())
    text += " " + std::string(end_of_name == message.npos ? message : message.substr(end_of_name + 2));
  return text;
}

}  // namespace otel_native::otlp_local
