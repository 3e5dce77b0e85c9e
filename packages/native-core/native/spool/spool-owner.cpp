#include "spool/spool-owner.hpp"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

namespace otel_native {
namespace {

bool is_same_file(const struct stat& one, const struct stat& other) {
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

SpoolFate fate_of(int file, const std::string& path, std::size_t bytes) {
  struct stat opened;
  struct stat named;
  if (fstat(file, &opened) != 0) return SpoolFate::kGone;
  if (static_cast<std::uint64_t>(opened.st_size) < bytes) return SpoolFate::kCut;
  if (opened.st_nlink == 0) return SpoolFate::kGone;
  if (stat(path.c_str(), &named) == 0) return is_same_file(opened, named) ? SpoolFate::kThere : SpoolFate::kGone;
  // A process that dropped its privileges may no longer search the folder, although the file is still there.
  return errno == ENOENT || errno == ENOTDIR ? SpoolFate::kGone : SpoolFate::kThere;
}

/// Removes a file that nobody needs any more. Someone may have renamed it: then it still exists, under a name that this
/// process does not know, and whoever finds it would send its content again. So it is marked as delivered. Truncating
/// it is no choice: JavaScript may still write into its mapping.
void remove_delivered(const SpoolFile& spool_file) {
  const int file = spool_file.file->number();
  unlinkat(spool_file.folder->number(), spool_file.name.c_str(), 0);
  struct stat left;
  if (fstat(file, &left) != 0 || left.st_nlink == 0) return;
  // Best effort: without the mark, the spans arrive twice, as they may when a process is killed.
  [[maybe_unused]] const ssize_t written = pwrite(file, kDeliveredMagic, sizeof(kDeliveredMagic), 0);
}

}  // namespace

Spool::Owner file_owner(const SpoolFile& spool_file) {
  const std::shared_ptr<FileDescriptor> file = spool_file.file;
  const std::string path = spool_file.folder_path + "/" + spool_file.name;
  return {.touch = [file] { futimens(file->number(), nullptr); },
          .close =
              [spool_file](bool delivered) {
                // Remove the file before unlocking it, so that nobody can take it in between.
                if (delivered) remove_delivered(spool_file);
                unlock(spool_file.file->number());
                spool_file.file->close();
              },
          .fate = [file, path, bytes = spool_file.bytes] { return fate_of(file->number(), path, bytes); },
          .replace = {},
          .name = path};
}

}  // namespace otel_native
