#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>

#include "account/counters.hpp"
#include "account/losses.hpp"
#include "account/memory-budget.hpp"
#include "export/export-entry.hpp"
#include "export/exporter-ref.hpp"
#include "export/outage.hpp"
#include "export/split-request.hpp"
#include "platform/clock.hpp"
#include "record/byte-buffer.hpp"
#include "spool/spool.hpp"

namespace otel_native {

/// Encoded requests on their way to the exporter, with flushes in between. A flush ends when every request before it
/// was answered. The drain thread adds at the end and submits from the front; the exporter answers on any thread.
/// Several requests may be in flight; `ExportEntry` has the states of one.
///
/// How many are in flight (`lanes_`):
///
///     max_in_flight ── an attempt fails ──► 1, the probe ── the receiver answers ──► max_in_flight
///
/// A request that fails again and again lets others probe, unless their order matters (`max_in_flight` is 1).
class ExportQueue {
 public:
  /// Makes the drain thread call `step` soon.
  using Wake = void (*)();

  struct Limits {
    Duration export_timeout;
    /// Limits for waiting items and bytes.
    std::uint64_t max_items;
    std::size_t max_bytes;
    /// False if another queue uses the same exporter.
    bool ends_exporter = true;
    std::uint32_t signal = 0;
    /// The exporter may allow fewer.
    std::uint32_t max_in_flight = 1;
    /// Larger requests are split, down to single items.
    std::size_t max_request_bytes = SIZE_MAX;
  };
  /// With a `spool`, answered requests are acknowledged there, and requests that can no longer be sent stay there
  /// instead of being dropped.
  ///
  /// The exporter refers to the queue while a request is in flight, so the queue must not be destroyed before it is
  /// `closed`, unless nothing is in flight.
  ExportQueue(
      otel_native_exporter* exporter, Limits limits, MemoryBudget& budget, Counters& counters,
      LossListener listener = {}, Spool* spool = nullptr, Wake wake = [] {});

  // --- any thread ---

  /// From now on gives up at once if the exporter is unreachable: there will be no later attempt.
  void give_up_when_unreachable();
  /// At `deadline`, cancels the requests in flight, drops the waiting ones and shuts down the exporter.
  void close_at(TimePoint deadline);
  bool closed() const { return closed_.load(std::memory_order_acquire); }
  std::uint64_t queued_bytes();
  std::string last_error();

  // --- the drain thread ---

  /// Adds a request, or drops and counts its items if a limit is reached. With a spool nothing is dropped: records wait
  /// in the journal while the queue `is_half_full`, and `spool_end` is the position after them. The first request
  /// belongs to the exporter, so its items do not count as waiting, and an empty queue accepts a request of any size.
  void push(ByteBuffer request, std::uint32_t item_count, std::uint64_t spool_end = 0);
  /// Counts an item that is too large to be pushed, and reports its description.
  void drop_large_item(const std::string& description);
  bool is_half_full();
  /// Items that can be added before the limit is reached.
  std::uint64_t room();
  /// Adds a flush; `lost_before` is the value of `Counters::lost()` at its request.
  void push_flush(FlushDone done, std::uint64_t lost_before);
  /// Announces that nothing more will be added: the exporter shuts down after the waiting requests.
  void finish();
  /// Does everything that is due: takes answers, submits requests, answers flushes. Never waits. Returns the time of
  /// the next step, which may be now; an answer of the exporter makes one due earlier, and calls `wake`.
  TimePoint step(TimePoint now);

 private:
  using Entries = std::list<ExportEntry>;  // the exporter holds the addresses of entries

  // The exporter's completions, on any thread:
  static void take_answer(void* token, const otel_native_result* result);
  static void take_shutdown(void* token, const otel_native_result* result);

  void hurry();
  bool push_halves(const ByteBuffer& request, std::uint32_t item_count, std::uint64_t spool_end);
  bool is_full_for(std::uint32_t item_count, std::size_t bytes) const;
  std::uint64_t waiting_items() const;
  std::uint32_t rank_of(const ExportEntry& entry) const;
  Entries::iterator next_waiting();

  void submit_waiting(std::unique_lock<std::mutex>& lock, TimePoint now);
  void submit(std::unique_lock<std::mutex>& lock, ExportEntry& entry, TimePoint now);
  void cancel_overdue(std::unique_lock<std::mutex>& lock, TimePoint now);
  void answer_flushes(std::unique_lock<std::mutex>& lock);
  TimePoint next_step(TimePoint now);
  void shut_down(std::unique_lock<std::mutex>& lock);

  // How answers are counted (settlement.cpp):
  void settle_answers(TimePoint now);
  void settle(Entries::iterator entry, TimePoint now);
  void settle_ok(ExportEntry& entry);
  void settle_too_large(Entries::iterator entry);
  void settle_refusal(ExportEntry& entry);
  void settle_interruption(ExportEntry& entry);
  void settle_failure(Entries::iterator entry, TimePoint now);
  void tell_outage(TimePoint now, Duration pause, bool hurried);
  void drop_waiting();
  void give_up(std::uint32_t item_count);
  void finish_request(ExportEntry& entry);
  void acknowledge_settled();
  void pop_settled();
  void tell(LossCause cause, std::uint32_t items, const std::string& message) const;
  std::uint32_t told_items() const;

  // How one item that is too large or poisonous is found (isolation.cpp):
  bool accepts_others(const ExportEntry& entry) const;
  bool steps_aside(const ExportEntry& entry) const;
  bool isolate(Entries::iterator entry);
  bool has_untried_half() const;
  bool split_suspect(Entries::iterator entry);
  bool waits_for_other_half(const ExportEntry& entry) const;
  void split_other_half(const ExportEntry& accepted);
  bool split(Entries::iterator entry, SplitBy by);
  void become_half(ExportEntry& entry, SplitRequest::Half half);
  void drop_item(ExportEntry& entry, Counters::Count& count, LossCause cause);

  const ExporterRef exporter_;
  const Limits limits_;
  MemoryBudget& budget_;
  Counters& counters_;
  Spool* const spool_;
  const LossListener listener_;
  const Wake wake_;

  std::mutex mutex_;
  // Guarded by mutex_. Only the drain thread adds and removes entries:
  Entries entries_;
  std::uint64_t item_count_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint32_t in_flight_ = 0;
  /// Entries in kAnswered.
  std::uint32_t unsettled_ = 0;
  std::uint32_t lanes_;
  std::uint64_t pairs_ = 0;
  TimePoint retry_at_{};
  TimePoint deadline_ = kNever;
  bool finished_ = false;
  bool is_shutting_down_ = false;
  bool give_up_when_unreachable_ = false;
  std::string last_error_;
  Outage outage_;

  std::atomic<bool> closed_{false};
};

}  // namespace otel_native
