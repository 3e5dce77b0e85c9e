#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>

#include "account/counters.hpp"
#include "account/losses.hpp"
#include "account/memory-budget.hpp"
#include "export/exporter-ref.hpp"
#include "export/outage.hpp"
#include "platform/clock.hpp"
#include "record/byte-buffer.hpp"
#include "spool/spool.hpp"

namespace otel_native {

/// The result of a flush: losses between its request and its end.
struct FlushOutcome {
  std::uint64_t lost_items = 0;
  /// The exporter's latest message, if items were lost.
  std::string message;
};
using FlushDone = std::function<void(const FlushOutcome&)>;

/// Encoded requests that wait for the exporter, with flushes in between. A flush ends when every request before it was
/// answered. The drain thread adds at the end; the export thread takes from the front.
class ExportQueue {
 public:
  struct Limits {
    Duration export_timeout;
    /// Limits for waiting items and bytes.
    std::uint64_t max_items;
    std::size_t max_bytes;
    /// False if another queue uses the same exporter.
    bool ends_exporter = true;
    std::uint32_t signal = 0;
  };
  /// With a `spool`, answered requests are acknowledged there, and requests that can no longer be sent stay there
  /// instead of being dropped.
  ExportQueue(otel_native_exporter* exporter, Limits limits, MemoryBudget& budget, Counters& counters,
              LossListener listener = {}, Spool* spool = nullptr);

  // --- any thread ---

  /// From now on gives up at once if the exporter is unreachable: there will be no later attempt.
  void give_up_when_unreachable();
  /// At `deadline`, drops the waiting requests and shuts down the exporter.
  void close_at(TimePoint deadline);
  bool closed() const { return closed_.load(std::memory_order_acquire); }
  std::uint64_t queued_bytes();
  std::string last_error();

  // --- the drain thread ---

  /// Adds a request, or drops and counts its items if a limit is reached. With a spool nothing is dropped: records wait
  /// in the journal while the queue `is_half_full`, and `spool_end` is the position after them. The first request
  /// belongs to the exporter, so its items do not count as waiting, and an empty queue accepts a request of any size.
  void push(ByteBuffer request, std::uint32_t item_count, std::uint64_t spool_end = 0);
  bool is_half_full();
  /// Items that can be added before the limit is reached.
  std::uint64_t room();
  /// Adds a flush; `lost_before` is the value of `Counters::lost()` at its request.
  void push_flush(FlushDone done, std::uint64_t lost_before);
  /// Announces that nothing more will be added: the exporter shuts down after the waiting requests.
  void finish();
  /// Interrupts a running export after the deadline. Returns the time of the next check.
  TimePoint supervise(TimePoint now);

  // --- the export thread ---

  /// Answers finished flushes or makes one attempt to export. Returns the time of the next step, which may be now.
  TimePoint step(TimePoint now);

 private:
  struct Entry {
    ByteBuffer request;
    std::uint32_t item_count = 0;
    FlushDone done;  // set for a flush, empty for a request
    std::uint64_t lost_before = 0;
    std::uint64_t spool_end = 0;
  };

  void hurry();
  bool is_full_for(std::uint32_t item_count, std::size_t bytes) const;
  std::uint64_t waiting_items() const;
  void attempt(std::unique_lock<std::mutex>& lock, TimePoint now);
  void settle(const otel_native_result& result, TimePoint now);
  void tell_outage(TimePoint now, Duration pause);
  void answer_flush(std::unique_lock<std::mutex>& lock);
  void drop_all();
  void give_up(std::uint32_t item_count);
  void tell(LossCause cause, std::uint32_t items, const std::string& message) const;
  std::uint32_t told_items() const;
  void pop_request();
  void shut_down(std::unique_lock<std::mutex>& lock);

  const ExporterRef exporter_;
  const Limits limits_;
  MemoryBudget& budget_;
  Counters& counters_;
  Spool* const spool_;
  const LossListener listener_;

  std::mutex mutex_;
  // Guarded by mutex_:
  std::deque<Entry> entries_;
  std::uint64_t item_count_ = 0;
  std::uint64_t bytes_ = 0;
  TimePoint retry_at_{};
  TimePoint deadline_ = kNever;
  bool exporting_ = false;
  /// Someone asked for another attempt during the current one.
  bool hurried_ = false;
  bool finished_ = false;
  bool give_up_when_unreachable_ = false;
  std::string last_error_;
  Outage outage_;

  std::atomic<bool> closed_{false};
};

}  // namespace otel_native
