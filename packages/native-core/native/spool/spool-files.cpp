#include "spool/spool-files.hpp"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <random>

namespace otel_native {
namespace {

constexpr char kEnding[] = ".otel-spool";
/// Suffix of a file under construction, so that nobody takes it for the file of a dead process.
constexpr char kUnfinishedEnding[] = ".otel-spool-new";
constexpr int kMaxAttempts = 10;

std::string new_name() {
  std::random_device random;
  char name[64];
  std::snprintf(name, sizeof(name), "%d-%08x%08x", static_cast<int>(getpid()), random(), random());
  return name;
}

bool ends_with(const std::string& name, const std::string& ending) {
  return name.size() > ending.size() && name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
}

std::chrono::milliseconds age_of(const struct stat& status) {
  const auto changed = std::chrono::system_clock::from_time_t(status.st_mtime);
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now() - changed);
}

bool is_ours(const struct stat& status) {
  return S_ISREG(status.st_mode) && status.st_uid == geteuid() && status.st_nlink == 1;
}

}  // namespace

std::vector<SpoolFiles::About> SpoolFiles::finished() const { return list(kEnding); }

std::vector<SpoolFiles::About> SpoolFiles::unfinished() const { return list(kUnfinishedEnding); }

std::vector<SpoolFiles::About> SpoolFiles::list(const char* ending) const {
  std::vector<About> files;
  // Open the folder again for a separate read position: a descriptor can be read only once.
  const int reading = openat(folder_.number(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* entries = reading >= 0 ? fdopendir(reading) : nullptr;
  if (entries == nullptr) return files;
  while (const dirent* entry = readdir(entries)) {
    struct stat status;
    if (!ends_with(entry->d_name, ending)) continue;
    if (fstatat(folder_.number(), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !is_ours(status)) continue;
    files.push_back({entry->d_name, static_cast<std::uint64_t>(status.st_size), age_of(status)});
  }
  closedir(entries);
  std::sort(files.begin(), files.end(), [](const About& a, const About& b) { return a.age > b.age; });
  return files;
}

FileDescriptor SpoolFiles::make_unfinished(std::string& name) const {
  for (int attempt = 0; attempt < kMaxAttempts; attempt++) {
    name = new_name();
    const std::string unfinished = name + kUnfinishedEnding;
    FileDescriptor file(
        openat(folder_.number(), unfinished.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.is_open()) return file;
    // At this point another process may mistake the file for an abandoned one, and remove it.
    struct stat opened;
    const bool is_locked = try_lock(file.number());
    if (is_locked && fstat(file.number(), &opened) == 0 && opened.st_nlink == 1) return file;
    if (is_locked || errno == EWOULDBLOCK) continue;
    const int failure = errno;
    remove(unfinished);
    errno = failure;
    return FileDescriptor();
  }
  errno = EAGAIN;
  return FileDescriptor();
}

bool SpoolFiles::finish(std::string& name) const {
  const std::string unfinished = name + kUnfinishedEnding;
  const std::string finished = name + kEnding;
  if (renameat(folder_.number(), unfinished.c_str(), folder_.number(), finished.c_str()) != 0) return false;
  name = finished;
  return true;
}

void SpoolFiles::remove_unfinished(const std::string& name) const { remove(name + kUnfinishedEnding); }

FileDescriptor SpoolFiles::open(const std::string& name) const {
  return FileDescriptor(openat(folder_.number(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
}

FileDescriptor SpoolFiles::claim(const std::string& name) const {
  FileDescriptor file(openat(folder_.number(), name.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
  struct stat opened;
  if (!file.is_open() || !try_lock(file.number())) return FileDescriptor();
  // The previous holder of the lock may have removed the file just before it unlocked it.
  if (fstat(file.number(), &opened) != 0 || !is_ours(opened)) return FileDescriptor();
  return file;
}

bool SpoolFiles::remove(const std::string& name) const { return unlinkat(folder_.number(), name.c_str(), 0) == 0; }

FileDescriptor SpoolFiles::folder() const { return FileDescriptor(fcntl(folder_.number(), F_DUPFD_CLOEXEC, 0)); }

}  // namespace otel_native
