#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "record/format.gen.hpp"

namespace otel_native {

// A spool file holds what a pipeline has not delivered yet (docs/spool.md, ADR 0007):
//
//   byte 0          4096      definitions_offset        journal_offset
//   ├─ head, control ─┼─ ring ───┼─ strings, scopes, … ─────┼─ journal: what was taken from the ring ─┤
//
// Little-endian, as records are. Any change here makes `kSpoolLayoutVersion` grow.

inline constexpr char kSpoolMagic[8] = {'O', 'T', 'N', 'S', 'P', 'O', 'O', 'L'};
/// Replaces `kSpoolMagic` in a file that was delivered but still has a name, because someone renamed or linked it.
inline constexpr char kDeliveredMagic[8] = {'O', 'T', 'N', 'S', 'P', 'E', 'N', 'T'};
inline constexpr std::uint32_t kSpoolLayoutVersion = 2;
inline constexpr std::size_t kSpoolPageBytes = 4096;
/// Room for all strings of a table, each saved separately, and as much again for scopes and the resource.
inline constexpr std::size_t kDefinitionsBytes = std::size_t{4} << 20;
inline constexpr std::size_t kMaxDefinedRecordBytes = std::size_t{2} << 20;

/// Written once, before the file gets its final name.
struct SpoolHead {
  char magic[8];
  std::uint32_t layout_version;
  std::uint32_t process_id;
  /// `kFormatHash` of the records.
  char format_hash[32];
  /// The boot of the system that wrote the file. After a reboot, memory without a checksum is not trusted.
  char boot_id[48];
  std::uint64_t ring_bytes;
  std::uint64_t definitions_bytes;
  std::uint64_t journal_bytes;
  /// `OTEL_NATIVE_SIGNAL_…` of the records.
  std::uint32_t signal;
  /// Checksum over all fields before it.
  std::uint32_t checksum;
};
/// Formats of earlier versions whose spans today's readers understand, because each change since then has a mark in its
/// records. Lines of loggers have changed without one.
inline constexpr char kReadableFormatHashes[][17] = {"ff2254bd482e193e", "3f4a5fbe5d3cf73b"};
static_assert(sizeof(SpoolHead) == 128 && sizeof(kFormatHash) <= sizeof(SpoolHead::format_hash));

using SpoolPosition = std::atomic<std::uint64_t>;
static_assert(SpoolPosition::is_always_lock_free && sizeof(SpoolPosition) == 8, "a plain u64 in the file");

/// Positions in the journal count bytes since the file was created. The offset in the area is the position modulo its
/// size.
struct JournalControl {
  /// The first entry that is still needed.
  SpoolPosition begin;
  /// The exporter has answered for everything before it. It may lie within the first entry.
  SpoolPosition acknowledged;
  /// The position after the last entry, stored with release order once that entry is complete.
  SpoolPosition end;
};

struct SpoolControl {
  JournalControl journal;
  /// Bytes of definitions, stored with release order once they are complete.
  SpoolPosition definitions_end;
};
inline constexpr std::size_t kSpoolControlOffset = 512;
static_assert(kSpoolControlOffset + sizeof(SpoolControl) <= kSpoolPageBytes);

inline constexpr std::size_t kJournalAlignment = 32;
inline constexpr std::uint32_t kJournalRecords = 1;
inline constexpr std::uint32_t kJournalPad = 2;

/// The header in front of records that were taken from the ring together. Entries are whole: none wraps around at the
/// end of the area.
struct JournalEntry {
  std::uint32_t kind;
  /// Bytes that follow, without the padding up to the alignment.
  std::uint32_t size;
  /// The entry's own position. The rest of an entry from the previous round has a different one.
  std::uint64_t position;
  /// The ring's read ticket after this entry was taken.
  std::uint32_t read_ticket;
  /// Checksum over this header (with this field as zero) and the payload. Pad entries: header only.
  std::uint32_t checksum;
  std::uint64_t reserved;
};
static_assert(sizeof(JournalEntry) == kJournalAlignment);

inline constexpr std::size_t kDefinitionAlignment = 16;
/// Content: a scope or resource record.
inline constexpr std::uint32_t kDefinitionRecord = 1;
/// Content: the id of the first string, then the strings, each as a length and a text.
inline constexpr std::uint32_t kDefinitionStrings = 2;

struct DefinitionEntry {
  std::uint32_t kind;
  std::uint32_t size;
  std::uint32_t offset;
  /// Checksum over this header (with this field as zero) and the content.
  std::uint32_t checksum;
};
static_assert(sizeof(DefinitionEntry) == kDefinitionAlignment);

}  // namespace otel_native
