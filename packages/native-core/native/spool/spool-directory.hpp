#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "platform/file.hpp"
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

/// A folder of spool files, shared by any number of processes. A file belongs to the holder of its lock: its writer
/// while that lives, then the first process that takes it.
class SpoolDirectory {
 public:
  /// Opens an existing folder. Returns null, with the reason in `error`, if it is not a folder or if other users could
  /// add or replace files in it.
  static std::unique_ptr<SpoolDirectory> open(const std::string& path, SpoolMessage& error);

  /// Creates the file of a new pipeline with all its blocks allocated. Returns null, with the reason in `error`, if the
  /// disk or the limits have no room. `Spool::close` removes the file, unless it still holds something.
  std::shared_ptr<Spool> create(std::uint64_t ring_bytes, const SpoolLimits& limits, SpoolMessage& error);
  /// Creates such a file for a spool that lost its own, and the folder if it is missing.
  static std::unique_ptr<SpoolReplacement> replace(const std::string& path, std::uint64_t ring_bytes,
                                                   const SpoolLimits& limits, SpoolMessage& error);

  struct Abandoned {
    std::shared_ptr<Spool> spool;
    std::string name;
  };
  struct Found {
    std::vector<Abandoned> spools;
    /// Files that were damaged, removed or unreadable.
    std::vector<SpoolMessage> messages;
  };
  /// Takes over the files that no process holds, oldest first, and removes those that are too old.
  Found take_abandoned(const SpoolLimits& limits);

 private:
  struct File {
    std::string name;
    std::uint64_t bytes;
    std::chrono::milliseconds age;
  };

  SpoolDirectory(FileDescriptor folder, std::string path) : folder_(std::move(folder)), path_(std::move(path)) {}

  /// Lists our own files whose name ends with `ending`, oldest first.
  std::vector<File> list(const char* ending) const;
  /// Creates a locked file under a temporary name; `name` has no ending. On failure it is closed and `errno` is set.
  FileDescriptor make_unfinished(std::string& name) const;
  /// Opens and locks a file. The result is closed if another process holds the file, or has removed it meanwhile.
  FileDescriptor claim(const std::string& name) const;
  bool remove(const std::string& name) const;
  void remove_expired(const SpoolLimits& limits, std::vector<SpoolMessage>& messages) const;
  /// Removes unfinished files of processes that died while creating them; they hold no records.
  void remove_unfinished() const;
  bool make_room(std::uint64_t bytes, const SpoolLimits& limits) const;
  std::shared_ptr<Spool> take(FileDescriptor file, const File& about, std::vector<SpoolMessage>& messages) const;
  /// Creates and maps the file of a new pipeline, and sets `name` and `file`. Returns null like `create`.
  std::uint8_t* make(SpoolMemory::Sizes sizes, const SpoolLimits& limits, std::string& name, FileDescriptor& file,
                     SpoolMessage& error) const;
  Spool::Owner owner_of(const std::shared_ptr<FileDescriptor>& file, const std::string& name, std::size_t bytes) const;
  std::shared_ptr<Spool> own(SpoolMemory memory, Spool::Owner owner) const;

  FileDescriptor folder_;
  const std::string path_;
};

}  // namespace otel_native
