#pragma once

#include <cstddef>
#include <cstdint>

namespace otel_native {

/// Guards memory that is mapped from a file. When the file loses a page, because someone truncates it or because the
/// disk has no room for a block that is copied on write, the next access to it raises SIGBUS, which ends a process.
/// Under a guard that access finds zeros instead, and the guard remembers it (ADR 0013).
class MappingGuard {
 public:
  MappingGuard(std::uint8_t* memory, std::size_t bytes);
  /// Before the memory is unmapped.
  ~MappingGuard();
  MappingGuard(const MappingGuard&) = delete;
  MappingGuard& operator=(const MappingGuard&) = delete;

  /// Whether an access found no page: what the memory holds from there on is lost.
  bool was_hit() const;
  /// The memory was mapped anew. No other thread may use it meanwhile.
  void reset();

 private:
  /// Negative where all places are taken: then the memory has no guard.
  int slot_;
};

}  // namespace otel_native
