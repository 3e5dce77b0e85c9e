#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace otel_native::otlp_local {

/// Bytes that stood at `distance` before; length 0: none.
struct Match {
  std::uint32_t length = 0;
  std::uint32_t distance = 0;
};

/// Finds repetitions within the last 32 KiB, by chains of positions whose next four bytes hash alike.
class MatchFinder {
 public:
  static constexpr std::uint32_t kMinLength = 4;
  static constexpr std::uint32_t kMaxLength = 258;

  explicit MatchFinder(std::span<const std::uint8_t> data);

  /// The longest match for what stands at `position`, of those that are tried. Every position before has been added.
  Match find(std::size_t position) const;
  void add(std::size_t position);

 private:
  std::uint32_t hash_at(std::size_t position) const;
  std::uint32_t common_length(std::size_t left, std::size_t right) const;

  const std::span<const std::uint8_t> data_;
  /// Newest position of each hash, and the one before each position, both plus one: zero is none.
  std::vector<std::uint32_t> newest_;
  std::vector<std::uint32_t> previous_;
};

}  // namespace otel_native::otlp_local
