#include "exporter/exporter.hpp"

#include <chrono>
#include <cstring>
#include <memory>

#include "otlp/response.hpp"

namespace otel_native::otlp_local {
namespace {

constexpr std::uint64_t kBusyRetryNanos = 10'000'000;
constexpr std::uint64_t kNoDescriptorRetryNanos = 1'000'000'000;

/// Differs between processes and exporters, so that their retries spread out.
std::uint32_t random_seed(const void* object) {
  const auto now = static_cast<std::uint64_t>(Clock::now().time_since_epoch().count());
  const auto mixed = (now ^ reinterpret_cast<std::uintptr_t>(object)) * 0x9e3779b97f4a7c15ull;
  return static_cast<std::uint32_t>(mixed >> 32);
}

void settle(otel_native_result& result, otel_native_export_status status, const char* message) {
  result.status = status;
  copy_message(message, result.message, sizeof(result.message));
}

}  // namespace

Exporter::Exporter(const ExporterSettings& settings, const Lookup& lookup) : otel_native_exporter{} {
  const std::optional<SignalSettings>* const all[] = {&settings.traces, &settings.metrics, &settings.logs};
  const std::uint32_t seed = random_seed(this);
  for (std::uint32_t i = 0; i < channels_.size(); ++i) {
    if (all[i]->has_value()) channels_[i].emplace(**all[i], seed + i, lookup);
  }
}

otel_native_exporter* Exporter::create(const ExporterSettings& settings, Lookup lookup) {
  std::unique_ptr<Exporter> exporter(new Exporter(settings, lookup));
  if (!exporter->interrupt_.is_open()) return nullptr;
  exporter->abi_version = OTEL_NATIVE_EXPORTER_ABI_VERSION;
  exporter->struct_size = sizeof(otel_native_exporter);
  exporter->otel_native_exporter::retain = [](otel_native_exporter* self) {
    from(self)->references_.fetch_add(1, std::memory_order_relaxed);
  };
  exporter->otel_native_exporter::release = [](otel_native_exporter* self) {
    // Release our writes, and acquire those of the other holders before the last one frees the object.
    if (from(self)->references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete from(self);
  };
  exporter->otel_native_exporter::interrupt = [](otel_native_exporter* self) { from(self)->interrupt_.raise(); };
  exporter->otel_native_exporter::export_batch = [](otel_native_exporter* self, const otel_native_batch* batch,
                                                    std::uint64_t timeout_ns, otel_native_result* result) {
    from(self)->export_one(*batch, timeout_ns, *result);
  };
  exporter->otel_native_exporter::shutdown = [](otel_native_exporter* self, std::uint64_t) {
    // Do not close during an export: the last release closes the connections then.
    const std::unique_lock lock(from(self)->mutex_, std::try_to_lock);
    if (!lock.owns_lock()) return;
    for (auto& channel : from(self)->channels_) {
      if (channel) channel->close();
    }
    // The object lives while JavaScript or another provider holds it. It needs no descriptors until the next export.
    from(self)->interrupt_.close();
  };
  return exporter.release();
}

SignalChannel* Exporter::channel_of(std::uint32_t signal) {
  if (signal < OTEL_NATIVE_SIGNAL_TRACES || signal > OTEL_NATIVE_SIGNAL_LOGS) return nullptr;
  auto& channel = channels_[signal - OTEL_NATIVE_SIGNAL_TRACES];
  return channel ? &*channel : nullptr;
}

void Exporter::export_one(const otel_native_batch& batch, std::uint64_t timeout_ns, otel_native_result& result) {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock.owns_lock()) {
    result.retry_after_ns = kBusyRetryNanos;
    return settle(result, OTEL_NATIVE_EXPORT_RETRY, "the exporter is at work on another batch");
  }
  SignalChannel* channel = channel_of(batch.signal);
  if (channel == nullptr) {
    return settle(result, OTEL_NATIVE_EXPORT_FAILED, "the exporter was not made for this signal");
  }
  if (!interrupt_.open()) {
    result.retry_after_ns = kNoDescriptorRetryNanos;
    return settle(result, OTEL_NATIVE_EXPORT_RETRY, "the process has no file descriptors left");
  }
  channel->send(batch, timeout_ns, interrupt_, result);
  interrupt_.clear();
}

}  // namespace otel_native::otlp_local
