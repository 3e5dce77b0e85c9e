#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "spool/spool-layout.hpp"

namespace otel_native {

/// The definitions that the records of a pipeline refer to: strings, scopes and the resource, in memory that outlives
/// the process. Append-only. Not thread-safe.
class Definitions {
 public:
  /// Memory full of zeros holds no definitions.
  Definitions(SpoolPosition& end, std::uint8_t* area, std::size_t bytes);

  /// Returns false if there is no room.
  bool add(std::uint32_t kind, const std::uint8_t* content, std::size_t size);

  /// Resets the bookkeeping after the memory was replaced by zeros.
  void lose_all() { record_bytes_ = 0; }

  using Visit = std::function<bool(std::uint32_t kind, const std::uint8_t* content, std::size_t size)>;
  /// Visits all definitions in order. Stops and returns false at the first damaged one, or if `visit` returns false.
  bool each(const Visit& visit) const;

 private:
  SpoolPosition& end_;
  std::uint8_t* const area_;
  const std::size_t bytes_;
  std::size_t record_bytes_ = 0;
};

}  // namespace otel_native
