#include "spool/definitions.hpp"

#include <cstring>

#include "spool/checksum.hpp"

namespace otel_native {
namespace {

std::size_t footprint(std::size_t size) {
  return sizeof(DefinitionEntry) + (size + kDefinitionAlignment - 1) / kDefinitionAlignment * kDefinitionAlignment;
}

std::uint32_t checksum_of(DefinitionEntry entry, const std::uint8_t* content) {
  entry.checksum = 0;
  return checksum(content, entry.size, checksum(reinterpret_cast<const std::uint8_t*>(&entry), sizeof(entry)));
}

}  // namespace

Definitions::Definitions(SpoolPosition& end, std::uint8_t* area, std::size_t bytes)
    : end_(end), area_(area), bytes_(bytes) {}

bool Definitions::add(std::uint32_t kind, const std::uint8_t* content, std::size_t size) {
  const std::uint64_t at = end_.load(std::memory_order_relaxed);
  if (at > bytes_ || size > bytes_ || footprint(size) > bytes_ - at) return false;
  if (kind == kDefinitionRecord) {
    // The rest of the area is reserved for strings, without which no record can be read.
    if (record_bytes_ + footprint(size) > kMaxDefinedRecordBytes) return false;
    record_bytes_ += footprint(size);
  }
  std::memcpy(area_ + at + sizeof(DefinitionEntry), content, size);
  DefinitionEntry entry{kind, static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(at), 0};
  entry.checksum = checksum_of(entry, content);
  std::memcpy(area_ + at, &entry, sizeof(entry));
  end_.store(at + footprint(size), std::memory_order_release);
  return true;
}

bool Definitions::each(const Visit& visit) const {
  const std::uint64_t end = end_.load(std::memory_order_acquire);
  if (end > bytes_) return false;
  for (std::uint64_t at = 0; at < end;) {
    DefinitionEntry entry;
    if (end - at < sizeof(entry)) return false;
    std::memcpy(&entry, area_ + at, sizeof(entry));
    if (entry.offset != at || entry.size > end - at || footprint(entry.size) > end - at) return false;
    const std::uint8_t* content = area_ + at + sizeof(entry);
    if (entry.checksum != checksum_of(entry, content) || !visit(entry.kind, content, entry.size)) return false;
    at += footprint(entry.size);
  }
  return true;
}

}  // namespace otel_native
