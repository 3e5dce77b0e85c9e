#pragma once

#include <atomic>
#include <cstdint>

namespace otel_native {

/// Counts a pipeline's items after they left JavaScript. The drain thread writes the counters, any thread may read
/// them. Relaxed order is enough, since the numbers are independent.
struct Counters {
  using Count = std::atomic<std::uint64_t>;

  /// Items created by native code: data points.
  Count collected{0};
  Count exported{0};
  Count rejected{0};
  Count export_failed{0};
  /// Refused by the receiver for their size, or above the limit of one item.
  Count too_large{0};
  Count queue_full{0};
  Count shutdown{0};
  /// Items in the part of a spool that was cut off.
  Count unreadable{0};
  /// Values that the drain thread cut because of a limit.
  Count cut_values{0};
  /// Log lines that are no JSON, and were sent as text.
  Count unparsed{0};
  Count batches{0};
  Count exported_bytes{0};
  Count retries{0};
  /// A record failed a check; the pipeline ignores all later records.
  std::atomic<bool> corrupt{false};

  static void add(Count& count, std::uint64_t number) { count.fetch_add(number, std::memory_order_relaxed); }
  static std::uint64_t read(const Count& count) { return count.load(std::memory_order_relaxed); }

  /// Items lost on the native side; increases while an export fails.
  std::uint64_t lost() const {
    return read(rejected) + read(export_failed) + read(too_large) + read(queue_full) + read(shutdown) +
           read(unreadable);
  }
};

}  // namespace otel_native
