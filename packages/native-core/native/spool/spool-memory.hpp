#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "spool/spool-layout.hpp"

namespace otel_native {

/// Finds the parts of a spool file in its mapping, and checks whether memory is a spool. Owns nothing.
class SpoolMemory {
 public:
  struct Sizes {
    /// Includes the ring's header.
    std::uint64_t ring_bytes;
    std::uint64_t journal_bytes;

    std::uint64_t total() const;
  };

  /// Whether a file can be read, or why not. Nobody needs the content of a delivered file.
  enum class Verdict { kUsable, kDelivered, kDamaged, kOtherVersion };

  SpoolMemory() = default;
  SpoolMemory(std::uint8_t* memory, Sizes sizes) : memory_(memory), sizes_(sizes) {}

  /// Formats memory full of zeros as a spool.
  static SpoolMemory format(std::uint8_t* memory, Sizes sizes, std::uint32_t signal, const std::string& boot_id,
                            std::uint32_t process_id);
  /// Whether this is the undamaged head of a spool of this layout.
  static bool is_head(const SpoolHead& head);
  /// Checks memory of another process.
  static Verdict inspect(std::uint8_t* memory, std::size_t bytes, SpoolMemory& found);

  std::uint8_t* ring() const { return memory_ + kSpoolPageBytes; }
  std::size_t ring_bytes() const { return sizes_.ring_bytes; }
  std::uint8_t* definitions() const;
  std::uint8_t* journal() const;
  std::size_t journal_bytes() const { return sizes_.journal_bytes; }
  SpoolControl& control() const { return *reinterpret_cast<SpoolControl*>(memory_ + kSpoolControlOffset); }
  const SpoolHead& head() const { return *reinterpret_cast<const SpoolHead*>(memory_); }
  std::uint8_t* data() const { return memory_; }
  std::size_t size() const { return sizes_.total(); }

 private:
  std::uint8_t* memory_ = nullptr;
  Sizes sizes_{};
};

}  // namespace otel_native
