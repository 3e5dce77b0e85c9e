#include "ring/ring-reader.hpp"

#include <algorithm>

namespace otel_native {

RingReader::RingReader(std::uint8_t* memory, std::size_t bytes)
    : memory_(memory), capacity_(static_cast<std::uint32_t>(bytes - kRingHeaderBytes)) {}

bool RingReader::is_ring(std::size_t bytes) {
  if (bytes <= kRingHeaderBytes) return false;
  const std::size_t capacity = bytes - kRingHeaderBytes;
  return capacity >= 4096 && capacity <= (1u << 30) && (capacity & (capacity - 1)) == 0;
}

std::uint32_t RingReader::waiting() const {
  return ticket(kWriteTicketOffset).load(std::memory_order_acquire) -
         ticket(kReadTicketOffset).load(std::memory_order_relaxed);
}

bool RingReader::take_all(ByteBuffer& out) {
  const std::uint32_t read = ticket(kReadTicketOffset).load(std::memory_order_relaxed);
  const std::uint32_t write = ticket(kWriteTicketOffset).load(std::memory_order_acquire);
  const std::uint32_t count = write - read;
  if (count > capacity_) return false;
  const std::uint32_t begin = read & (capacity_ - 1);
  const std::uint32_t first = std::min(count, capacity_ - begin);
  const std::uint8_t* area = memory_ + kRingHeaderBytes;
  out.append(area + begin, first);
  out.append(area, count - first);
  ticket(kReadTicketOffset).store(write, std::memory_order_release);
  return true;
}

}  // namespace otel_native
