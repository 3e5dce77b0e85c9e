#include "ring/ring-reader.hpp"

#include <algorithm>
#include <cstring>

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

bool RingReader::published(Published& found) const {
  found.read = ticket(kReadTicketOffset).load(std::memory_order_relaxed);
  found.write = ticket(kWriteTicketOffset).load(std::memory_order_acquire);
  return found.size() <= capacity_;
}

void RingReader::copy(const Published& published, std::uint8_t* to) const {
  const std::uint32_t count = published.size();
  const std::uint32_t begin = published.read & (capacity_ - 1);
  const std::uint32_t first = std::min(count, capacity_ - begin);
  const std::uint8_t* area = memory_ + kRingHeaderBytes;
  std::memcpy(to, area + begin, first);
  std::memcpy(to + first, area, count - first);
}

void RingReader::release(const Published& published) {
  ticket(kReadTicketOffset).store(published.write, std::memory_order_release);
}

bool RingReader::take_all(ByteBuffer& out) {
  Published found;
  if (!published(found)) return false;
  if (found.size() == 0) return true;
  copy(found, out.extend(found.size()));
  release(found);
  return true;
}

void RingReader::skip_to(std::uint32_t read_ticket) {
  Published found;
  if (!published(found) || read_ticket - found.read > found.size()) return;
  ticket(kReadTicketOffset).store(read_ticket, std::memory_order_release);
}

void RingReader::restart_at(std::uint32_t write_ticket) {
  ticket(kReadTicketOffset).store(write_ticket, std::memory_order_release);
  ticket(kWriteTicketOffset).store(write_ticket, std::memory_order_release);
}

void RingReader::drop_all() {
  ticket(kReadTicketOffset)
      .store(ticket(kWriteTicketOffset).load(std::memory_order_acquire), std::memory_order_release);
}

}  // namespace otel_native
