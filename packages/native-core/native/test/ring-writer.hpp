#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>
#include <vector>

#include "record/format.gen.hpp"

namespace otel_native::test {

/// A ring and its writing end, as `ring-writer.ts` works on it.
class RingWriter {
 public:
  explicit RingWriter(std::uint32_t capacity)
      : capacity_(capacity),
        words_((kRingHeaderBytes + capacity) / 8),
        memory_(reinterpret_cast<std::uint8_t*>(words_.data())) {}
  /// In memory of somebody else, full of zeros.
  RingWriter(std::uint8_t* memory, std::uint32_t capacity) : capacity_(capacity), memory_(memory) {}
  RingWriter(const RingWriter&) = delete;
  RingWriter& operator=(const RingWriter&) = delete;

  std::uint8_t* memory() { return memory_; }
  std::size_t bytes() const { return kRingHeaderBytes + capacity_; }
  std::uint32_t capacity() const { return capacity_; }

  /// False when there is no room for `size` bytes in one piece.
  bool write(const std::uint8_t* record, std::uint32_t size) {
    const std::uint32_t to_end = capacity_ - place();
    if (size > to_end) {
      if (free_bytes() < to_end + size) return false;
      const std::uint32_t header[2] = {to_end, kRecordTypePad};
      std::memcpy(memory_ + kRingHeaderBytes + place(), header, sizeof(header));
      publish(to_end);
    }
    if (free_bytes() < size) return false;
    std::memcpy(memory_ + kRingHeaderBytes + place(), record, size);
    publish(size);
    return true;
  }
  std::atomic<std::uint32_t>& ticket(std::uint32_t offset) {
    return *reinterpret_cast<std::atomic<std::uint32_t>*>(memory_ + offset);
  }

 private:
  std::uint32_t place() const { return written_ & (capacity_ - 1); }
  std::uint32_t free_bytes() { return capacity_ - (written_ - ticket(kReadTicketOffset).load()); }
  void publish(std::uint32_t size) {
    written_ += size;
    ticket(kWriteTicketOffset).store(written_);
  }

  const std::uint32_t capacity_;
  std::uint32_t written_ = 0;
  std::vector<std::uint64_t> words_;
  std::uint8_t* const memory_;
};

}  // namespace otel_native::test
