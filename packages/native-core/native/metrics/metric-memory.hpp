#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "record/format.gen.hpp"

namespace otel_native {

/// Where the banks of a series begin.
struct Place {
  std::uint32_t chunk = 0;
  std::uint32_t first = 0;  ///< in doubles
};

/// The memory in which a JavaScript thread adds up what it measures: a control block, and chunks of doubles with two
/// banks for each series. JavaScript writes to the bank of the present interval; after `flip` the other one belongs to
/// the drain thread until the next flip.
class MetricMemory {
 public:
  /// `control` has `kMetricControlBytes` and is aligned to them or to 8 bytes at least.
  explicit MetricMemory(std::uint8_t* control);

  // --- the JavaScript thread ---

  void add_chunk(const double* doubles, std::size_t count);
  /// Copies everything, and touches the memory of JavaScript never again. The thread that records is this one, or gone.
  void detach();

  // --- the drain thread ---

  /// While this lock is held the memory stays where it is.
  std::unique_lock<std::mutex> hold() { return std::unique_lock(mutex_); }
  // These want the lock held:
  /// Begins a new interval; gives the one before.
  std::uint32_t flip();
  /// True when no recording is under way that may have begun before the flip.
  bool is_quiet() const;
  bool is_attached() const { return attached_; }
  /// To be called before `bank` asks for places in new chunks.
  void take_new_chunks();
  /// The `doubles` of the bank of an interval, or nullptr for a place that is none.
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

  /// Apart, so that JavaScript does not wait for a collection.
  std::mutex new_chunks_mutex_;
  std::vector<Chunk> new_chunks_;
};

}  // namespace otel_native
