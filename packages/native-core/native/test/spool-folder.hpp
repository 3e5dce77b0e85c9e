#pragma once

#include <otel_native/exporter.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "record-builder.hpp"
#include "ring/ring-reader.hpp"
#include "spool/spool-directory.hpp"
#include "test.hpp"

namespace otel_native::test {

inline constexpr SpoolLimits kSpoolLimits{
    .max_bytes = 1 << 16, .max_total_bytes = 1 << 30, .max_age = std::chrono::hours(24)};
inline constexpr std::uint64_t kSpoolRingBytes = kRingHeaderBytes + 4096;

/// Where the journal begins in a file of the sizes above.
inline std::size_t journal_offset() {
  const SpoolMemory layout(nullptr, {kSpoolRingBytes, kSpoolLimits.max_bytes});
  return reinterpret_cast<std::size_t>(layout.journal());
}

/// Bytes of the journal that a record takes which is moved there alone.
inline std::size_t journal_entry_bytes(const RecordBuilder& record) {
  return sizeof(JournalEntry) + (record.size() + kJournalAlignment - 1) / kJournalAlignment * kJournalAlignment;
}

/// A folder for spools that is gone with it.
struct SpoolFolder {
  SpoolFolder() {
    char name[] = "/tmp/otel-native-spool-XXXXXX";
    path = mkdtemp(name);
  }
  ~SpoolFolder() { std::filesystem::remove_all(path); }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path)) names.push_back(entry.path().filename());
    return names;
  }
  std::unique_ptr<SpoolDirectory> open(std::uint32_t signal = OTEL_NATIVE_SIGNAL_TRACES) const {
    SpoolMessage error{};
    auto directory = SpoolDirectory::open(path, signal, error);
    CHECK_EQ(error.text, std::string());
    return directory;
  }
  std::string path;
};

/// Writes to a spool as a pipeline does, and then ends without a word.
class DeadProcess {
 public:
  explicit DeadProcess(const SpoolFolder& folder) {
    SpoolMessage error{};
    spool_ = folder.open()->create(kSpoolRingBytes, kSpoolLimits, error);
    CHECK_EQ(error.text, std::string());
    ring_ = std::make_unique<RingReader>(spool_->ring(), spool_->ring_bytes());
    define(RecordBuilder().resource());
    define(RecordBuilder().scope(0, "scope"));
  }
  ~DeadProcess() { spool_->hold(); }

  void define(const RecordBuilder& record) { CHECK(spool_->save_record(record.data(), record.size())); }
  /// As JavaScript does, in the ring.
  void write(const RecordBuilder& record) {
    auto& ticket = *reinterpret_cast<std::atomic<std::uint32_t>*>(spool_->ring() + kWriteTicketOffset);
    std::memcpy(spool_->ring() + kRingHeaderBytes + (ticket & 4095), record.data(), record.size());
    ticket = ticket + static_cast<std::uint32_t>(record.size());
  }
  void move_ring() { CHECK(spool_->take_ring(*ring_) == Spool::Moved::kMoved); }
  Spool& spool() { return *spool_; }

 private:
  std::shared_ptr<Spool> spool_;
  std::unique_ptr<RingReader> ring_;
};

}  // namespace otel_native::test
