#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace otel_native::otlp_local {

/// A repetition of the bytes at `distance` before; length 0 means no match.
struct Match {
  std::uint32_t length = 0;
  std::uint32_t distance = 0;
};

/// Finds repetitions within the last 32 KiB through chains of positions whose next four bytes have the same hash.
class MatchFinder {
 public:
  static constexpr std::uint32_t kMinLength = 4;
  static constexpr std::uint32_t kMaxLength = 258;

  explicit MatchFinder(std::span<const std::uint8_t> data);

  /// Returns the longest match at `position` among the candidates tried. Every earlier position must have been added.
  Match find(std::size_t position) const;
  void add(std::size_t position);

 private:
  std::uint32_t hash_at(std::size_t position) const;
  std::uint32_t common_length(std::size_t left, std::size_t right) const;

  const std::span<const std::uint8_t> data_;
  /// The newest position of each hash, and the position before each position. Both are stored plus one: zero means
  /// none.
  std::vector<std::uint32_t> newest_;
  std::vector<std::uint32_t> previous_;
};

}  // namespace otel_native::otlp_local
