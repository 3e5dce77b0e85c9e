#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "spool/spool-layout.hpp"

namespace otel_native {

/// What the records of a pipeline build on, in memory that outlives the process: strings, scopes and the resource. It
/// is only added to. Not thread-safe.
class Definitions {
 public:
  /// Memory full of zeros holds none.
  Definitions(SpoolPosition& end, std::uint8_t* area, std::size_t bytes);

  /// False when there is no room.
  bool add(std::uint32_t kind, const std::uint8_t* content, std::size_t size);

  /// Forgets all, in memory that was full of zeros.
  void lose_all() { record_bytes_ = 0; }

  using Visit = std::function<bool(std::uint32_t kind, const std::uint8_t* content, std::size_t size)>;
  /// Gives all of them in order, up to the first that is damaged or for which `visit` is false. False then.
  bool each(const Visit& visit) const;

 private:
  SpoolPosition& end_;
  std::uint8_t* const area_;
  const std::size_t bytes_;
  std::size_t record_bytes_ = 0;
};

}  // namespace otel_native
