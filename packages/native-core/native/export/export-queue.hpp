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

/// What happened between the request for a flush and its end.
struct FlushOutcome {
  std::uint64_t lost_items = 0;
  /// The newest message of an exporter, when items were lost.
  std::string message;
};
using FlushDone = std::function<void(const FlushOutcome&)>;

/// Finished requests on their way to the exporter, and flushes among them: a flush ends when everything in
/// front of it was answered. The drain thread adds at the end; the export thread takes from the front.
class ExportQueue {
 public:
  struct Limits {
    Duration export_timeout;
    /// Items and bytes that may wait.
    std::uint64_t max_items;
    std::size_t max_bytes;
    /// False where another queue uses the exporter, too.
    bool ends_exporter = true;
    std::uint32_t signal = 0;
  };
  /// With a `spool`, every request that was answered is acknowledged there, and what cannot be sent any more is held
  /// there and not dropped.
  ExportQueue(otel_native_exporter* exporter, Limits limits, MemoryBudget& budget, Counters& counters,
              LossListener listener = {}, Spool* spool = nullptr);

  // --- any thread ---

  /// From now on an exporter that nobody listens for is given up at once: there will be no later.
  void give_up_when_unreachable();
  /// At `deadline` what still waits is dropped, then the exporter is shut down.
  void close_at(TimePoint deadline);
  bool closed() const { return closed_.load(std::memory_order_acquire); }
  std::uint64_t queued_bytes();
  std::string last_error();

  // --- the drain thread ---

  /// Adds a request, or drops and counts its items when a limit is reached; not with a spool, where records wait in
  /// the journal as long as the queue `is_half_full`. `spool_end` is the position behind them there. The first request
  /// is the exporter's: its items do not wait, and a queue without any takes one of every size.
  void push(ByteBuffer request, std::uint32_t item_count, std::uint64_t spool_end = 0);
  bool is_half_full();
  /// Items that may still be added before the limit in number is reached.
  std::uint64_t room();
  /// Adds a flush; `lost_before` is `Counters::lost()` at the time it was asked for.
  void push_flush(FlushDone done, std::uint64_t lost_before);
  /// Nothing more will be added: the exporter shuts down after what waits.
  void finish();
  /// Interrupts a running export once the deadline has passed. Gives the time to look again.
  TimePoint supervise(TimePoint now);

  // --- the export thread ---

  /// Answers finished flushes or makes one attempt to export. Gives the time of the next step, which may be now.
  TimePoint step(TimePoint now);

 private:
  struct Entry {
    ByteBuffer request;
    std::uint32_t item_count = 0;
    FlushDone done;  // set: a flush, not a request
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
  /// Somebody came during the attempt who wants another one at once.
  bool hurried_ = false;
  bool finished_ = false;
  bool give_up_when_unreachable_ = false;
  std::string last_error_;
  Outage outage_;

  std::atomic<bool> closed_{false};
};

}  // namespace otel_native
