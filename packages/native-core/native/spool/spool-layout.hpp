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
inline constexpr std::uint32_t kSpoolLayoutVersion = 1;
inline constexpr std::size_t kSpoolPageBytes = 4096;
/// All strings of a table, each saved alone, and as much again for scopes and the resource.
inline constexpr std::size_t kDefinitionsBytes = std::size_t{4} << 20;
inline constexpr std::size_t kMaxDefinedRecordBytes = std::size_t{2} << 20;

/// Written once, before the file gets its name.
struct SpoolHead {
  char magic[8];
  std::uint32_t layout_version;
  std::uint32_t process_id;
  /// `kFormatHash` of the records.
  char format_hash[32];
  /// Which start of the system wrote it: after another one, memory that has no checksum is not trusted.
  char boot_id[48];
  std::uint64_t ring_bytes;
  std::uint64_t definitions_bytes;
  std::uint64_t journal_bytes;
  std::uint32_t reserved;
  /// Of all before it.
  std::uint32_t checksum;
};
static_assert(sizeof(SpoolHead) == 128 && sizeof(kFormatHash) <= sizeof(SpoolHead::format_hash));

using SpoolPosition = std::atomic<std::uint64_t>;
static_assert(SpoolPosition::is_always_lock_free && sizeof(SpoolPosition) == 8, "a plain u64 in the file");

/// Positions in the journal count bytes since the file was made; the place is the position modulo the journal's size.
struct JournalControl {
  /// The first entry that is still needed.
  SpoolPosition begin;
  /// Everything before it was answered by the exporter; may lie within the first entry.
  SpoolPosition acknowledged;
  /// Behind the last entry: stored with release order once that is complete.
  SpoolPosition end;
};

struct SpoolControl {
  JournalControl journal;
  /// Bytes of definitions: stored with release order once they are complete.
  SpoolPosition definitions_end;
};
inline constexpr std::size_t kSpoolControlOffset = 512;
static_assert(kSpoolControlOffset + sizeof(SpoolControl) <= kSpoolPageBytes);

inline constexpr std::size_t kJournalAlignment = 32;
inline constexpr std::uint32_t kJournalRecords = 1;
inline constexpr std::uint32_t kJournalPad = 2;

/// Before what was taken from the ring at once. Entries are whole: none goes on at the beginning of the area.
struct JournalEntry {
  std::uint32_t kind;
  /// Bytes that follow, without what fills the entry up to the alignment.
  std::uint32_t size;
  /// Its own: what is left of an entry that was here a round before has another.
  std::uint64_t position;
  /// The ring's read ticket with this entry taken out of it.
  std::uint32_t read_ticket;
  /// Of this head, with zero here, and of what follows, except behind a pad.
  std::uint32_t checksum;
  std::uint64_t reserved;
};
static_assert(sizeof(JournalEntry) == kJournalAlignment);

inline constexpr std::size_t kDefinitionAlignment = 16;
/// A scope or resource record.
inline constexpr std::uint32_t kDefinitionRecord = 1;
/// The id of the first string, then the strings, each a length and a text.
inline constexpr std::uint32_t kDefinitionStrings = 2;

struct DefinitionEntry {
  std::uint32_t kind;
  std::uint32_t size;
  std::uint32_t offset;
  /// Of this head, with zero here, and of what follows.
  std::uint32_t checksum;
};
static_assert(sizeof(DefinitionEntry) == kDefinitionAlignment);

}  // namespace otel_native
