#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "platform/file.hpp"
#include "spool/spool-files.hpp"
#include "spool/spool-message.hpp"
#include "spool/spool.hpp"

namespace otel_native {

struct SpoolLimits {
  /// Limit for the records of one file, in bytes.
  std::uint64_t max_bytes;
  /// Limit for all files in the directory, in bytes.
  std::uint64_t max_total_bytes;
  /// Files that were not changed for this long are removed.
  std::chrono::milliseconds max_age;
};

/// The spool files of one signal in a folder, which any number of processes share. A file belongs to the holder of its
/// lock: its writer while that lives, then the first process that takes it.
class SpoolDirectory {
 public:
  /// Opens an existing folder for the files of a signal (`OTEL_NATIVE_SIGNAL_…`). Returns null, with the reason in
  /// `error`, if it is not a folder or if other users could add or replace files in it.
  static std::unique_ptr<SpoolDirectory> open(const std::string& path, std::uint32_t signal, SpoolMessage& error);

  /// Creates the file of a new pipeline with all its blocks allocated. Returns null, with the reason in `error`, if the
  /// disk or the limits have no room. `Spool::close` removes the file, unless it still holds something.
  std::shared_ptr<Spool> create(std::uint64_t ring_bytes, const SpoolLimits& limits, SpoolMessage& error);
  /// Creates such a file for a spool that lost its own, and the folder if it is missing.
  static std::unique_ptr<SpoolReplacement> replace(const std::string& path, std::uint32_t signal,
                                                   std::uint64_t ring_bytes, const SpoolLimits& limits,
                                                   SpoolMessage& error);

  struct Abandoned {
    std::shared_ptr<Spool> spool;
    std::string name;
  };
  struct Found {
    std::vector<Abandoned> spools;
    /// Files that were damaged, removed or unreadable.
    std::vector<SpoolMessage> messages;
  };
  /// Takes over the signal's files that no process holds, oldest first, and removes all files that are too old.
  Found take_abandoned(const SpoolLimits& limits);

 private:
  SpoolDirectory(FileDescriptor folder, std::string path, std::uint32_t signal)
      : files_(std::move(folder)), path_(std::move(path)), signal_(signal) {}

  /// Whether the head of a file names another signal. Needs no lock: a head never changes.
  bool is_of_other_signal(const std::string& name) const;
  void remove_expired(const SpoolLimits& limits, std::vector<SpoolMessage>& messages) const;
  /// Removes unfinished files of processes that died while creating them; they hold no records.
  void remove_unfinished() const;
  bool make_room(std::uint64_t bytes, const SpoolLimits& limits) const;
  std::shared_ptr<Spool> take(FileDescriptor file, const SpoolFiles::About& about,
                              std::vector<SpoolMessage>& messages) const;
  /// Creates and maps the file of a new pipeline, and sets `name` and `file`. Returns null like `create`.
  std::uint8_t* make(SpoolMemory::Sizes sizes, const SpoolLimits& limits, std::string& name, FileDescriptor& file,
                     SpoolMessage& error) const;
  Spool::Owner owner_of(const std::shared_ptr<FileDescriptor>& file, const std::string& name, std::size_t bytes) const;
  std::shared_ptr<Spool> own(SpoolMemory memory, Spool::Owner owner) const;

  const SpoolFiles files_;
  const std::string path_;
  const std::uint32_t signal_;
};

}  // namespace otel_native
