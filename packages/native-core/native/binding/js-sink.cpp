#include "binding/js-sink.hpp"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "account/shared-enums.gen.hpp"
#include "binding/js-thread.hpp"
#include "platform/clock.hpp"

namespace otel_native {
namespace {

static_assert(static_cast<std::uint32_t>(SinkStatus::kOk) == OTEL_NATIVE_EXPORT_OK);
static_assert(static_cast<std::uint32_t>(SinkStatus::kRetry) == OTEL_NATIVE_EXPORT_RETRY);
static_assert(static_cast<std::uint32_t>(SinkStatus::kFailed) == OTEL_NATIVE_EXPORT_FAILED);

/// One batch that waits for JavaScript's answer. The exporter and JavaScript own it, so a late answer finds it alive.
struct Delivery {
  Delivery(const otel_native_batch& batch, std::uint64_t timeout_ns, void* token, otel_native_done done)
      : bytes(batch.data, batch.data + batch.size),
        item_count(batch.item_count),
        token(token),
        deadline(Clock::now() + std::chrono::nanoseconds(timeout_ns)),
        done(done) {}

  /// Answers the batch. Only the first answer counts.
  void settle(const otel_native_result& result) {
    const otel_native_done call = done.exchange(nullptr, std::memory_order_acq_rel);
    if (call != nullptr) call(token, &result);
  }

  const std::vector<std::uint8_t> bytes;
  const std::uint32_t item_count;
  void* const token;
  const TimePoint deadline;
  /// Null once the batch was answered.
  std::atomic<otel_native_done> done;
};
using SharedDelivery = std::shared_ptr<Delivery>;

otel_native_result make_result(std::uint32_t status, const char* message) {
  otel_native_result result{};
  result.struct_size = sizeof(result);
  result.status = status;
  std::snprintf(result.message, sizeof(result.message), "%s", message);
  return result;
}

otel_native_result unreachable(const char* message) {
  otel_native_result result = make_result(OTEL_NATIVE_EXPORT_RETRY, message);
  result.unreachable = 1;
  return result;
}

void answer(Delivery& delivery, std::uint32_t status, double number, const std::string& message) {
  otel_native_result result = make_result(status, message.c_str());
  if (status == OTEL_NATIVE_EXPORT_OK) result.rejected_items = static_cast<std::uint32_t>(number);
  if (status == OTEL_NATIVE_EXPORT_RETRY) result.retry_after_ns = static_cast<std::uint64_t>(number * 1e6);
  delivery.settle(result);
}

struct JsSink {
  otel_native_exporter exporter;
  std::atomic<std::uint32_t> references{1};
  std::atomic<bool> abandoned{false};
  std::shared_ptr<JsThread> thread;

  std::mutex mutex;
  // Guarded by mutex: the batches without an answer, one for each pipeline at most.
  std::vector<SharedDelivery> deliveries;

  void add(SharedDelivery delivery) {
    const std::lock_guard lock(mutex);
    std::erase_if(deliveries, [](const SharedDelivery& old) { return old->done.load() == nullptr; });
    deliveries.push_back(std::move(delivery));
  }
  std::vector<SharedDelivery> take_all() {
    const std::lock_guard lock(mutex);
    return std::exchange(deliveries, {});
  }
  SharedDelivery find(const void* token) {
    const std::lock_guard lock(mutex);
    for (const SharedDelivery& delivery : deliveries) {
      if (delivery->token == token && delivery->done.load() != nullptr) return delivery;
    }
    return nullptr;
  }
};

/// Runs on the JavaScript thread and passes the batch to the sink.
void deliver(Napi::Env env, Napi::Function send, const SharedDelivery& delivery) {
  const auto bytes = Napi::Buffer<std::uint8_t>::Copy(env, delivery->bytes.data(), delivery->bytes.size());
  const auto settle = Napi::Function::New(env, [delivery](const Napi::CallbackInfo& info) {
    answer(*delivery, info[0].As<Napi::Number>().Uint32Value(), info[1].As<Napi::Number>().DoubleValue(),
           info[2].As<Napi::String>().Utf8Value());
  });
  call_javascript(env, send, {bytes, Napi::Number::New(env, delivery->item_count), settle});
}

JsSink* from(otel_native_exporter* self) { return reinterpret_cast<JsSink*>(self); }

void retain(otel_native_exporter* self) { from(self)->references.fetch_add(1, std::memory_order_relaxed); }

void release(otel_native_exporter* self) {
  JsSink* sink = from(self);
  if (sink->references.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  sink->thread->close();
  delete sink;
}

void submit(otel_native_exporter* self, const otel_native_batch* batch, std::uint64_t timeout_ns, void* token,
            otel_native_done done) {
  JsSink* sink = from(self);
  const auto delivery = std::make_shared<Delivery>(*batch, timeout_ns, token, done);
  sink->add(delivery);
  // `abandon_js_sink` sets the flag before it takes the deliveries, so one of the two sees the other.
  const bool posted = !sink->abandoned && sink->thread->post([delivery](Napi::Env env, Napi::Function send) {
    deliver(env, send, delivery);
  });
  if (!posted) delivery->settle(unreachable("the JavaScript thread has ended"));
}

/// Ends the wait for JavaScript, which the caller may also use as a timer: there is none here.
void cancel(otel_native_exporter* self, void* token) {
  const SharedDelivery delivery = from(self)->find(token);
  if (delivery == nullptr) return;
  const bool is_late = Clock::now() >= delivery->deadline;
  delivery->settle(is_late ? make_result(OTEL_NATIVE_EXPORT_FAILED, "the sink did not answer in time")
                           : unreachable("interrupted"));
}

void shutdown(otel_native_exporter*, void* token, otel_native_done done) {
  const otel_native_result result = make_result(OTEL_NATIVE_EXPORT_OK, "");
  done(token, &result);
}

}  // namespace

otel_native_exporter* make_js_sink(Napi::Env env, Napi::Function send) {
  auto* sink = new JsSink;
  sink->exporter = {OTEL_NATIVE_EXPORTER_ABI_VERSION,
                    sizeof(otel_native_exporter),
                    1,  // sinks are written for one batch at a time
                    retain,
                    release,
                    submit,
                    cancel,
                    shutdown};
  sink->thread = JsThread::open(env, "otel-native sink", send);
  return &sink->exporter;
}

void abandon_js_sink(otel_native_exporter* sink) {
  from(sink)->abandoned = true;
  for (const SharedDelivery& delivery : from(sink)->take_all()) {
    delivery->settle(unreachable("the JavaScript thread has ended"));
  }
}

}  // namespace otel_native
