#include "exporter/exporter.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>

#include "engine/engine.hpp"
#include "otlp/response.hpp"

namespace otel_native::otlp_local {
namespace {

/// Pause when the system refuses what an attempt needs.
constexpr std::uint64_t kOutOfResourcesRetryNanos = 1'000'000'000;

/// Differs between processes and exporters, so that their retries spread out.
std::uint32_t random_seed(const void* object) {
  const auto now = static_cast<std::uint64_t>(Clock::now().time_since_epoch().count());
  const auto mixed = (now ^ reinterpret_cast<std::uintptr_t>(object)) * 0x9e3779b97f4a7c15ull;
  return static_cast<std::uint32_t>(mixed >> 32);
}

template <typename Channels>
void close_idle(const Channels& channels) {
  for (const auto& channel : channels) {
    if (channel != nullptr) channel->close_idle();
  }
}

void answer(void* token, otel_native_done done, otel_native_export_status status, const char* message) {
  otel_native_result result{};
  result.struct_size = sizeof(result);
  result.status = status;
  if (status == OTEL_NATIVE_EXPORT_RETRY) result.retry_after_ns = kOutOfResourcesRetryNanos;
  copy_message(message, result.message, sizeof(result.message));
  done(token, &result);
}

}  // namespace

Exporter::Exporter(const ExporterSettings& settings, const Lookup& lookup) : otel_native_exporter{} {
  const std::optional<SignalSettings>* const all[] = {&settings.traces, &settings.metrics, &settings.logs};
  const std::uint32_t seed = random_seed(this);
  for (std::uint32_t i = 0; i < channels_.size(); ++i) {
    if (all[i]->has_value()) channels_[i] = std::make_shared<SignalChannel>(**all[i], seed + i, lookup);
  }
}

Exporter::~Exporter() {
  if (!Engine::instance().is_running()) return;
  Engine::instance().post([channels = channels_] { close_idle(channels); });
}

otel_native_exporter* Exporter::create(const ExporterSettings& settings, Lookup lookup) {
  auto* const exporter = new Exporter(settings, lookup);
  exporter->abi_version = OTEL_NATIVE_EXPORTER_ABI_VERSION;
  exporter->struct_size = sizeof(otel_native_exporter);
  exporter->max_in_flight = Endpoint::kMaxConnections;
  exporter->otel_native_exporter::retain = [](otel_native_exporter* self) {
    from(self)->references_.fetch_add(1, std::memory_order_relaxed);
  };
  exporter->otel_native_exporter::release = [](otel_native_exporter* self) {
    // Release our writes, and acquire those of the other holders before the last one frees the object.
    if (from(self)->references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete from(self);
  };
  exporter->otel_native_exporter::submit = submit;
  exporter->otel_native_exporter::cancel = cancel;
  exporter->otel_native_exporter::shutdown = shut_down;
  return exporter;
}

std::shared_ptr<SignalChannel> Exporter::channel_of(std::uint32_t signal) const {
  if (signal < OTEL_NATIVE_SIGNAL_TRACES || signal > OTEL_NATIVE_SIGNAL_LOGS) return nullptr;
  return channels_[signal - OTEL_NATIVE_SIGNAL_TRACES];
}

void Exporter::set_headers(otel_native_signal signal, const RequestTarget& target) {
  const std::shared_ptr<SignalChannel> channel = channel_of(signal);
  if (channel != nullptr) channel->set_headers(target);
}

bool Exporter::take_wants_headers() {
  bool is_wanted = false;
  for (const auto& channel : channels_) {
    if (channel != nullptr && channel->take_wants_headers()) is_wanted = true;
  }
  return is_wanted;
}

void Exporter::submit(otel_native_exporter* self, const otel_native_batch* batch, std::uint64_t timeout_ns, void* token,
                      otel_native_done done) {
  const std::shared_ptr<SignalChannel> channel = from(self)->channel_of(batch->signal);
  if (channel == nullptr) {
    return answer(token, done, OTEL_NATIVE_EXPORT_FAILED, "the exporter was not made for this signal");
  }
  const TimePoint deadline = deadline_after(Clock::now(), std::min(timeout_ns, channel->timeout_ns()));
  const bool is_posted = Engine::instance().post(
      [channel, batch = *batch, deadline, token, done] { channel->send(batch, deadline, token, done); });
  if (!is_posted) {
    answer(token, done, OTEL_NATIVE_EXPORT_RETRY, "the process has no threads or file descriptors left");
  }
}

/// The tasks of an exporter run in their order, so the batch has begun by then. If it was answered, its token may
/// already stand for a later one, whose task comes after this one.
void Exporter::cancel(otel_native_exporter* self, void* token) {
  if (!Engine::instance().is_running()) return;
  Engine::instance().post([channels = from(self)->channels_, token] {
    for (const auto& channel : channels) {
      if (channel != nullptr && channel->cancel(token)) return;
    }
  });
}

void Exporter::shut_down(otel_native_exporter* self, void* token, otel_native_done done) {
  if (!Engine::instance().is_running()) return answer(token, done, OTEL_NATIVE_EXPORT_OK, "");
  Engine::instance().post([channels = from(self)->channels_, token, done] {
    close_idle(channels);
    answer(token, done, OTEL_NATIVE_EXPORT_OK, "");
  });
}

}  // namespace otel_native::otlp_local
