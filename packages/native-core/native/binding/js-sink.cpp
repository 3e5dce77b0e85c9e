#include "binding/js-sink.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "account/shared-enums.gen.hpp"
#include "binding/js-thread.hpp"

namespace otel_native {
namespace {

static_assert(static_cast<std::uint32_t>(SinkStatus::kOk) == OTEL_NATIVE_EXPORT_OK);
static_assert(static_cast<std::uint32_t>(SinkStatus::kRetry) == OTEL_NATIVE_EXPORT_RETRY);
static_assert(static_cast<std::uint32_t>(SinkStatus::kFailed) == OTEL_NATIVE_EXPORT_FAILED);

/// One batch that waits for JavaScript's answer. Both sides own it, so a late answer finds it alive.
struct Delivery {
  std::vector<std::uint8_t> bytes;
  std::uint32_t item_count = 0;

  std::mutex mutex;
  std::condition_variable answered;
  // Guarded by mutex:
  bool done = false;
  otel_native_result result{};
};

void answer(Delivery& delivery, std::uint32_t status, double number, const std::string& message) {
  const std::lock_guard lock(delivery.mutex);
  if (delivery.done) return;
  delivery.done = true;
  delivery.result.status = status;
  if (status == OTEL_NATIVE_EXPORT_OK) delivery.result.rejected_items = static_cast<std::uint32_t>(number);
  if (status == OTEL_NATIVE_EXPORT_RETRY) {
    delivery.result.retry_after_ns = static_cast<std::uint64_t>(number * 1e6);
  }
  std::snprintf(delivery.result.message, sizeof(delivery.result.message), "%s", message.c_str());
  delivery.answered.notify_one();
}

struct JsSink {
  otel_native_exporter exporter;
  std::atomic<std::uint32_t> references{1};
  std::atomic<bool> abandoned{false};
  std::shared_ptr<JsThread> thread;

  std::mutex mutex;
  // Guarded by mutex:
  std::shared_ptr<Delivery> current;
};

/// Runs on the JavaScript thread and passes the batch to the sink.
void deliver(Napi::Env env, Napi::Function send, const std::shared_ptr<Delivery>& delivery) {
  const auto bytes = Napi::Buffer<std::uint8_t>::Copy(env, delivery->bytes.data(), delivery->bytes.size());
  const auto settle = Napi::Function::New(env, [delivery](const Napi::CallbackInfo& info) {
    answer(*delivery, info[0].As<Napi::Number>().Uint32Value(), info[1].As<Napi::Number>().DoubleValue(),
           info[2].As<Napi::String>().Utf8Value());
  });
  send.Call({bytes, Napi::Number::New(env, delivery->item_count), settle});
}

JsSink* from(otel_native_exporter* self) { return reinterpret_cast<JsSink*>(self); }

void retain(otel_native_exporter* self) { from(self)->references.fetch_add(1, std::memory_order_relaxed); }

void release(otel_native_exporter* self) {
  JsSink* sink = from(self);
  if (sink->references.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  sink->thread->close();
  delete sink;
}

void refuse(otel_native_result* result, const char* message) {
  result->status = OTEL_NATIVE_EXPORT_RETRY;
  result->unreachable = 1;
  std::snprintf(result->message, sizeof(result->message), "%s", message);
}

void export_batch(otel_native_exporter* self, const otel_native_batch* batch, std::uint64_t timeout_ns,
                  otel_native_result* result) {
  JsSink* sink = from(self);
  if (sink->abandoned) return refuse(result, "the JavaScript thread has ended");
  auto delivery = std::make_shared<Delivery>();
  delivery->bytes.assign(batch->data, batch->data + batch->size);
  delivery->item_count = batch->item_count;
  {
    const std::lock_guard lock(sink->mutex);
    sink->current = delivery;
  }
  const bool posted =
      sink->thread->post([delivery](Napi::Env env, Napi::Function send) { deliver(env, send, delivery); });
  if (!posted) {
    return refuse(result, "the JavaScript thread has ended");
  }
  std::unique_lock lock(delivery->mutex);
  const bool answered =
      delivery->answered.wait_for(lock, std::chrono::nanoseconds(timeout_ns), [&] { return delivery->done; });
  delivery->done = true;
  if (answered) {
    *result = delivery->result;
  } else {
    result->status = OTEL_NATIVE_EXPORT_FAILED;
    std::snprintf(result->message, sizeof(result->message), "the sink did not answer in time");
  }
}

void interrupt(otel_native_exporter* self) {
  JsSink* sink = from(self);
  std::shared_ptr<Delivery> current;
  {
    const std::lock_guard lock(sink->mutex);
    current = sink->current;
  }
  if (current == nullptr) return;
  const std::lock_guard lock(current->mutex);
  if (current->done) return;
  current->done = true;
  refuse(&current->result, "interrupted");
  current->answered.notify_one();
}

void shutdown(otel_native_exporter*, std::uint64_t) {}

}  // namespace

otel_native_exporter* make_js_sink(Napi::Env env, Napi::Function send) {
  auto* sink = new JsSink;
  sink->exporter = {OTEL_NATIVE_EXPORTER_ABI_VERSION,
                    sizeof(otel_native_exporter),
                    retain,
                    release,
                    export_batch,
                    interrupt,
                    shutdown};
  sink->thread = JsThread::open(env, "otel-native sink", send);
  return &sink->exporter;
}

void abandon_js_sink(otel_native_exporter* sink) {
  from(sink)->abandoned = true;
  interrupt(sink);
}

}  // namespace otel_native
