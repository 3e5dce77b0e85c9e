#include "spool/spool-memory.hpp"

#include <otel_native/exporter.h>

#include <algorithm>
#include <cstring>
#include <iterator>

#include "ring/ring-reader.hpp"
#include "spool/checksum.hpp"

namespace otel_native {
namespace {

constexpr std::uint64_t kMaxJournalBytes = std::uint64_t{1} << 40;

std::uint64_t whole_pages(std::uint64_t bytes) {
  return (bytes + kSpoolPageBytes - 1) / kSpoolPageBytes * kSpoolPageBytes;
}

std::uint32_t checksum_of(const SpoolHead& head) {
  return checksum(reinterpret_cast<const std::uint8_t*>(&head), offsetof(SpoolHead, checksum));
}

bool is_readable(const SpoolHead& head) {
  const auto is = [&head](const auto& hash) { return std::memcmp(head.format_hash, hash, sizeof(hash)) == 0; };
  if (is(kFormatHash)) return true;
  return head.signal == OTEL_NATIVE_SIGNAL_TRACES &&
         std::any_of(std::begin(kReadableFormatHashes), std::end(kReadableFormatHashes), is);
}

}  // namespace

std::uint64_t SpoolMemory::Sizes::total() const {
  return kSpoolPageBytes + whole_pages(ring_bytes) + kDefinitionsBytes + journal_bytes;
}

std::uint8_t* SpoolMemory::definitions() const { return ring() + whole_pages(sizes_.ring_bytes); }

std::uint8_t* SpoolMemory::journal() const { return definitions() + kDefinitionsBytes; }

SpoolMemory SpoolMemory::format(std::uint8_t* memory, Sizes sizes, std::uint32_t signal, const std::string& boot_id,
                                std::uint32_t process_id) {
  SpoolHead head{};
  std::memcpy(head.magic, kSpoolMagic, sizeof(head.magic));
  head.layout_version = kSpoolLayoutVersion;
  head.process_id = process_id;
  std::memcpy(head.format_hash, kFormatHash, sizeof(kFormatHash));
  std::memcpy(head.boot_id, boot_id.data(), std::min(boot_id.size(), sizeof(head.boot_id) - 1));
  head.ring_bytes = sizes.ring_bytes;
  head.definitions_bytes = kDefinitionsBytes;
  head.journal_bytes = sizes.journal_bytes;
  head.signal = signal;
  head.checksum = checksum_of(head);
  std::memcpy(memory, &head, sizeof(head));
  return {memory, sizes};
}

bool SpoolMemory::is_head(const SpoolHead& head) {
  return std::memcmp(head.magic, kSpoolMagic, sizeof(head.magic)) == 0 && head.layout_version == kSpoolLayoutVersion &&
         head.checksum == checksum_of(head);
}

SpoolMemory::Verdict SpoolMemory::inspect(std::uint8_t* memory, std::size_t bytes, SpoolMemory& found) {
  const bool has_magic = bytes >= sizeof(kDeliveredMagic);
  if (has_magic && std::memcmp(memory, kDeliveredMagic, sizeof(kDeliveredMagic)) == 0) return Verdict::kDelivered;
  if (bytes < kSpoolPageBytes) return Verdict::kDamaged;
  SpoolHead head;
  std::memcpy(&head, memory, sizeof(head));
  if (std::memcmp(head.magic, kSpoolMagic, sizeof(head.magic)) != 0) return Verdict::kDamaged;
  if (head.layout_version != kSpoolLayoutVersion) return Verdict::kOtherVersion;
  if (head.checksum != checksum_of(head)) return Verdict::kDamaged;
  if (!is_readable(head)) return Verdict::kOtherVersion;
  const bool makes_sense = RingReader::is_ring(head.ring_bytes) && head.definitions_bytes == kDefinitionsBytes &&
                           head.journal_bytes > 0 && head.journal_bytes <= kMaxJournalBytes &&
                           head.journal_bytes % kSpoolPageBytes == 0;
  if (!makes_sense) return Verdict::kDamaged;
  const Sizes sizes{head.ring_bytes, head.journal_bytes};
  if (sizes.total() != bytes) return Verdict::kDamaged;
  found = SpoolMemory(memory, sizes);
  return Verdict::kUsable;
}

}  // namespace otel_native
