#pragma once

#include <otel_native/exporter.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace otel_native::test {

/// An exporter of the C ABI whose answers the test chooses.
class FakeExporter {
 public:
  using Answer = std::function<void(const otel_native_batch&, std::uint64_t timeout_ns, otel_native_result&)>;

  explicit FakeExporter(Answer answer = [](auto&, auto, auto&) {}) : answer_(std::move(answer)) { abi_.self = this; }
  /// The native threads release a pipeline, and its exporter, some time after it is finished.
  ~FakeExporter() {
    while (references != 0) std::this_thread::yield();
  }

  otel_native_exporter* abi() { return &abi_.exporter; }
  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::atomic<std::uint32_t> items{0};
  std::atomic<int> references{0};
  std::atomic<int> shutdowns{0};

  /// An answer that never arrives: waits until interrupted.
  void hang() {
    std::unique_lock lock(mutex_);
    interrupted_.wait(lock, [this] { return was_interrupted_; });
  }

 private:
  struct Abi {
    otel_native_exporter exporter{OTEL_NATIVE_EXPORTER_ABI_VERSION,
                                  sizeof(otel_native_exporter),
                                  [](auto* self) { ++of(self).references; },
                                  [](auto* self) { --of(self).references; },
                                  export_batch,
                                  interrupt,
                                  [](auto* self, std::uint64_t) { ++of(self).shutdowns; }};
    FakeExporter* self = nullptr;
  };
  static FakeExporter& of(otel_native_exporter* exporter) { return *reinterpret_cast<Abi*>(exporter)->self; }

  static void export_batch(otel_native_exporter* self, const otel_native_batch* batch, std::uint64_t timeout_ns,
                           otel_native_result* result) {
    FakeExporter& fake = of(self);
    fake.answer_(*batch, timeout_ns, *result);
    if (result->status != OTEL_NATIVE_EXPORT_OK) return;
    fake.items += batch->item_count;
    const std::lock_guard lock(fake.mutex_);
    fake.requests_.emplace_back(reinterpret_cast<const char*>(batch->data), batch->size);
  }
  static void interrupt(otel_native_exporter* self) {
    const std::lock_guard lock(of(self).mutex_);
    of(self).was_interrupted_ = true;
    of(self).interrupted_.notify_all();
  }

  Abi abi_;
  Answer answer_;
  std::mutex mutex_;
  std::condition_variable interrupted_;
  bool was_interrupted_ = false;
  std::vector<std::string> requests_;
};

}  // namespace otel_native::test
