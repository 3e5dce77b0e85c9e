#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "record/format.gen.hpp"

namespace otel_native {

/// Position of the banks of a series.
struct Place {
  std::uint32_t chunk = 0;
  std::uint32_t first = 0;  ///< in doubles
};

/// The memory in which a JavaScript thread aggregates measurements: a control block, and chunks of doubles with two
/// banks per series. JavaScript writes to the bank of the current interval. After `flip` the other bank belongs to the
/// drain thread until the next flip.
class MetricMemory {
 public:
  /// `control` has `kMetricControlBytes`, aligned to that size or at least to 8 bytes.
  explicit MetricMemory(std::uint8_t* control);

  // --- the JavaScript thread ---

  void add_chunk(const double* doubles, std::size_t count);
  /// Copies everything, and never touches JavaScript's memory again. Called on the recording thread, or after its end.
  void detach();

  // --- the drain thread ---

  /// Locks the memory, so that it stays in place while the lock is held.
  std::unique_lock<std::mutex> hold() { return std::unique_lock(mutex_); }
  // These require the lock:
  /// Starts a new interval and returns the previous one.
  std::uint32_t flip();
  /// Whether no recording that may have started before the flip is still running.
  bool is_quiet() const;
  bool is_attached() const { return attached_; }
  /// Call this before `bank` reads places in new chunks.
  void take_new_chunks();
  /// Returns the `doubles` of a series' bank for an interval, or nullptr for an invalid place.
  const double* bank(Place place, std::size_t doubles, std::uint32_t epoch) const;

 private:
  using ControlWord = std::atomic<std::uint32_t>;
  static_assert(sizeof(ControlWord) == sizeof(std::uint32_t) && ControlWord::is_always_lock_free);

  struct Chunk {
    const double* doubles;
    std::size_t count;
  };
  ControlWord& control(std::size_t offset) const { return *reinterpret_cast<ControlWord*>(control_ + offset); }

  std::mutex mutex_;
  // Guarded by mutex_:
  std::uint8_t* control_;
  std::vector<Chunk> chunks_;
  std::vector<std::vector<double>> copies_;
  std::vector<double> control_copy_;
  bool attached_ = true;

  /// A separate lock, so that JavaScript does not wait for a collection.
  std::mutex new_chunks_mutex_;
  std::vector<Chunk> new_chunks_;
};

}  // namespace otel_native
