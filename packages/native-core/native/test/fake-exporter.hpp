#pragma once

#include <otel_native/exporter.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace otel_native::test {

/// An exporter of the C ABI whose answers the test chooses. It answers during `submit`, unless the test holds a batch.
class FakeExporter {
 public:
  using Answer = std::function<void(const otel_native_batch&, std::uint64_t timeout_ns, otel_native_result&)>;

  explicit FakeExporter(
      Answer answer = [](auto&, auto, auto&) {}, std::uint32_t max_in_flight = 1)
      : answer_(std::move(answer)) {
    abi_.self = this;
    abi_.exporter.max_in_flight = max_in_flight;
  }
  /// The drain thread releases a pipeline, and its exporter, some time after it is finished.
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
  std::atomic<int> cancels{0};
  /// What a batch in flight is answered with when the queue cancels it.
  std::atomic<std::uint32_t> status_of_cancelled{OTEL_NATIVE_EXPORT_RETRY};

  /// In an `Answer`: keeps the batch in flight, until the test answers it or the queue cancels it.
  static void hold(otel_native_result& result) { result.status = kHeld; }
  /// The batches in flight, in the order of their submission.
  std::vector<std::string> held() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> bytes;
    for (const Held& held : held_) bytes.push_back(held.bytes);
    return bytes;
  }
  /// Answers a batch in flight, found by its bytes.
  void answer_held(const std::string& bytes, otel_native_export_status status, std::uint64_t retry_after_ns = 0) {
    otel_native_result result = empty_result();
    result.status = status;
    result.retry_after_ns = retry_after_ns;
    answer_held(bytes, result);
  }
  void answer_held(const std::string& bytes, const otel_native_result& result) {
    settle(take([&](const Held& held) { return held.bytes == bytes; }).value(), result);
  }
  /// What an exporter says when nothing accepts connections.
  static otel_native_result unreachable() {
    otel_native_result result = empty_result();
    result.status = OTEL_NATIVE_EXPORT_RETRY;
    result.unreachable = 1;
    return result;
  }

 private:
  static constexpr std::uint32_t kHeld = UINT32_MAX;

  struct Held {
    std::string bytes;
    std::uint32_t item_count;
    void* token;
    otel_native_done done;
  };
  struct Abi {
    otel_native_exporter exporter{OTEL_NATIVE_EXPORTER_ABI_VERSION,
                                  sizeof(otel_native_exporter),
                                  1,
                                  [](auto* self) { ++of(self).references; },
                                  [](auto* self) { --of(self).references; },
                                  submit,
                                  cancel,
                                  shut_down};
    FakeExporter* self = nullptr;
  };
  static FakeExporter& of(otel_native_exporter* exporter) { return *reinterpret_cast<Abi*>(exporter)->self; }

  static otel_native_result empty_result() {
    otel_native_result result{};
    result.struct_size = sizeof(result);
    return result;
  }
  template <typename Matches>
  std::optional<Held> take(Matches matches) {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(held_.begin(), held_.end(), matches);
    if (found == held_.end()) return std::nullopt;
    const Held held = *found;
    held_.erase(found);
    return held;
  }
  void settle(const Held& held, const otel_native_result& result) {
    if (result.status == OTEL_NATIVE_EXPORT_OK) {
      items += held.item_count;
      const std::lock_guard lock(mutex_);
      requests_.push_back(held.bytes);
    }
    held.done(held.token, &result);
  }

  static void submit(otel_native_exporter* self, const otel_native_batch* batch, std::uint64_t timeout_ns, void* token,
                     otel_native_done done) {
    FakeExporter& fake = of(self);
    const Held held{{reinterpret_cast<const char*>(batch->data), batch->size}, batch->item_count, token, done};
    otel_native_result result = empty_result();
    fake.answer_(*batch, timeout_ns, result);
    if (result.status != kHeld) return fake.settle(held, result);
    const std::lock_guard lock(fake.mutex_);
    fake.held_.push_back(held);
  }
  static void cancel(otel_native_exporter* self, void* token) {
    FakeExporter& fake = of(self);
    ++fake.cancels;
    const std::optional<Held> held = fake.take([&](const Held& one) { return one.token == token; });
    if (!held) return;
    otel_native_result result = empty_result();
    result.status = fake.status_of_cancelled;
    fake.settle(*held, result);
  }
  static void shut_down(otel_native_exporter* self, void* token, otel_native_done done) {
    ++of(self).shutdowns;
    const otel_native_result result = empty_result();
    done(token, &result);
  }

  Abi abi_;
  const Answer answer_;
  std::mutex mutex_;
  std::vector<Held> held_;
  std::vector<std::string> requests_;
};

}  // namespace otel_native::test
