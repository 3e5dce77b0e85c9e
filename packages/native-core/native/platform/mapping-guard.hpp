#pragma once

#include <cstddef>
#include <cstdint>

namespace otel_native {

/// Guards memory that is mapped from a file. A file loses a page if it is truncated, or if the disk has no room for a
/// block that is copied on write. The next access to that page raises SIGBUS, which ends the process. With a guard the
/// access reads zeros instead, and the guard remembers it (ADR 0013).
class MappingGuard {
 public:
  MappingGuard(std::uint8_t* memory, std::size_t bytes);
  /// Call it before the memory is unmapped.
  ~MappingGuard();
  MappingGuard(const MappingGuard&) = delete;
  MappingGuard& operator=(const MappingGuard&) = delete;

  /// Whether an access hit a missing page: the content of the memory from there on is lost.
  bool was_hit() const;
  /// Resets the guard after the memory was mapped again. No other thread may use it meanwhile.
  void reset();

 private:
  /// Negative if all slots are taken: then the memory has no guard.
  int slot_;
};

}  // namespace otel_native
