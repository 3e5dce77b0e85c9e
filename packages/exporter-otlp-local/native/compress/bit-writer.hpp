#pragma once

#include <cstdint>
#include <vector>

namespace otel_native::otlp_local {

/// Writes numbers bit by bit, lowest bit first, as DEFLATE requires (RFC 1951, section 3.1.1).
class BitWriter {
 public:
  explicit BitWriter(std::vector<std::uint8_t>& out) : out_(out) {}

  /// Writes at most 25 bits.
  void write(std::uint32_t value, unsigned bits) {
    pending_ |= static_cast<std::uint64_t>(value) << pending_bits_;
    pending_bits_ += bits;
    for (; pending_bits_ >= 8; pending_bits_ -= 8, pending_ >>= 8) out_.push_back(static_cast<std::uint8_t>(pending_));
  }
  /// Fills the last byte with zeros.
  void finish() {
    if (pending_bits_ > 0) write(0, 8 - pending_bits_);
  }

 private:
  std::vector<std::uint8_t>& out_;
  std::uint64_t pending_ = 0;
  unsigned pending_bits_ = 0;
};

}  // namespace otel_native::otlp_local
