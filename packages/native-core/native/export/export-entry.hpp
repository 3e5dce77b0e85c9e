#pragma once

#include <otel_native/exporter.h>

#include <cstdint>
#include <functional>
#include <string>

#include "platform/clock.hpp"
#include "record/byte-buffer.hpp"

namespace otel_native {

class ExportQueue;

/// The result of a flush: losses between its request and its end.
struct FlushOutcome {
  std::uint64_t lost_items = 0;
  /// The exporter's latest message, if items were lost.
  std::string message;
};
using FlushDone = std::function<void(const FlushOutcome&)>;

/// Where a request is on its way. Every transition happens under `ExportQueue::mutex_`. The drain thread makes all of
/// them in `step`, except the one marked with *: the exporter makes that on any thread, with `done`.
///
///                         submit                 done *
///     push ──► kWaiting ─────────► kInFlight ─────────────► kAnswered
///               ▲    │                                       │     │
///               │    │         RETRY, before the deadline    │     │
///               └────┼───────────────────────────────────────┘     │ any other answer
///                    │                                             ▼
///                    └── the deadline; give up ────────────────► kSettled ── all before it are settled ──► popped
///
/// A request that is too large, or whose answers are lost again and again, becomes two that wait (isolation.cpp).
///
/// A settled request is counted and its bytes are freed. It stays as a mark: only the settled prefix is acknowledged to
/// the spool, and a flush ends when it has become the front.
enum class EntryState : std::uint8_t { kWaiting, kInFlight, kAnswered, kSettled };

/// A request, or a flush that waits for the requests before it. Its address is the exporter's token.
struct ExportEntry {
  ByteBuffer request;
  std::uint32_t item_count = 0;
  FlushDone flush_done;  ///< set for a flush, empty for a request
  std::uint64_t lost_before = 0;
  std::uint64_t spool_end = 0;

  EntryState state = EntryState::kWaiting;
  ExportQueue* queue = nullptr;
  /// kInFlight: when the queue no longer waits for the exporter's own timer. kNever after the cancel.
  TimePoint cancel_at = kNever;
  /// kInFlight: cancelled because the queue closes, not because the exporter took too long.
  bool is_interrupted = false;
  /// kInFlight: someone asked for another attempt after this one began.
  bool hurried = false;
  /// kAnswered:
  otel_native_result answer{};
  /// Attempts with these bytes that failed.
  std::uint32_t failures = 0;
  /// Answers to these bytes that were lost in a row, and the accepted requests of the queue at the last loss.
  std::uint32_t lost_answers = 0;
  std::uint64_t batches_at_loss = 0;
  /// Part of a request whose answers were lost.
  bool is_suspect = false;
  /// The same number for the two halves of a suspect if the first one goes alone, and may prove that the second one is
  /// poisonous; 0 for all others.
  std::uint64_t pair = 0;

  bool is_flush() const { return static_cast<bool>(flush_done); }
};

}  // namespace otel_native
