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
  /// Bytes of records in one file.
  std::uint64_t max_bytes;
  /// Bytes of all files in the directory.
  std::uint64_t max_total_bytes;
  /// Files that were not changed for so long are removed.
  std::chrono::milliseconds max_age;
};

/// A folder of spool files, which any number of processes share. A file belongs to whoever holds its lock: its writer
/// as long as that lives, then the first that comes.
class SpoolDirectory {
 public:
  /// Opens an existing folder. Null, with the reason in `error`, when it is none or when other users could put or
  /// replace files in it.
  static std::unique_ptr<SpoolDirectory> open(const std::string& path, SpoolMessage& error);

  /// Makes the file of a new pipeline, all its blocks allocated. Null, with the reason in `error`, when the disk or the
  /// limits have no room. The file disappears with `Spool::close`, unless something is held.
  std::shared_ptr<Spool> create(std::uint64_t ring_bytes, const SpoolLimits& limits, SpoolMessage& error);
  /// Such a file for a spool that lost its own. Makes the folder anew when it is missing.
  static std::unique_ptr<SpoolReplacement> replace(const std::string& path, std::uint64_t ring_bytes,
                                                   const SpoolLimits& limits, SpoolMessage& error);

  struct Abandoned {
    std::shared_ptr<Spool> spool;
    std::string name;
  };
  struct Found {
    std::vector<Abandoned> spools;
    /// What was damaged, removed or not understood.
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

  /// Our own files whose name ends so, oldest first.
  std::vector<File> list(const char* ending) const;
  /// A new file that is locked, under a name that is not final: `name` has no ending. Closed, with `errno` set, when
  /// there can be none.
  FileDescriptor make_unfinished(std::string& name) const;
  /// Opens and locks a file; closed when another process holds it, or removed it meanwhile.
  FileDescriptor claim(const std::string& name) const;
  bool remove(const std::string& name) const;
  void remove_expired(const SpoolLimits& limits, std::vector<SpoolMessage>& messages) const;
  /// Removes what processes left that died while they made a file: no record was in it.
  void remove_unfinished() const;
  bool make_room(std::uint64_t bytes, const SpoolLimits& limits) const;
  std::shared_ptr<Spool> take(FileDescriptor file, const File& about, std::vector<SpoolMessage>& messages) const;
  /// Makes and maps the file of a new pipeline; `name` and `file` are set then. Null as `create`.
  std::uint8_t* make(SpoolMemory::Sizes sizes, const SpoolLimits& limits, std::string& name, FileDescriptor& file,
                     SpoolMessage& error) const;
  Spool::Owner owner_of(const std::shared_ptr<FileDescriptor>& file, const std::string& name, std::size_t bytes) const;
  std::shared_ptr<Spool> own(SpoolMemory memory, Spool::Owner owner) const;

  FileDescriptor folder_;
  const std::string path_;
};

}  // namespace otel_native
