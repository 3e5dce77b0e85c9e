#include "spool/spool-directory.hpp"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <random>
#include <utility>

#include "platform/mapping-guard.hpp"

namespace otel_native {
namespace {

constexpr char kEnding[] = ".otel-spool";
/// Suffix of a file under construction, so that nobody takes it for the file of a dead process.
constexpr char kUnfinishedEnding[] = ".otel-spool-new";
constexpr int kMaxAttempts = 10;

constexpr char kBadDirectory[] = "ERR_OTEL_NATIVE_SPOOL_DIRECTORY";
constexpr char kNoSpace[] = "ERR_OTEL_NATIVE_SPOOL_NO_SPACE";
constexpr char kUnreadable[] = "OTEL_NATIVE_SPOOL_UNREADABLE";
constexpr char kDropped[] = "OTEL_NATIVE_SPOOL_DROPPED";

std::string reason(int error) { return std::strerror(error); }

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

/// Creates a folder and its parents.
void make_folder(const std::string& path) {
  if (mkdir(path.c_str(), 0700) == 0 || errno != ENOENT) return;
  const std::size_t parent = path.find_last_of('/');
  if (parent == std::string::npos || parent == 0) return;
  make_folder(path.substr(0, parent));
  mkdir(path.c_str(), 0700);
}

/// Returns false if the file system had no room for a block after all.
bool format_guarded(std::uint8_t* memory, const SpoolMemory::Sizes& sizes) {
  const MappingGuard guard(memory, sizes.total());
  SpoolMemory::format(memory, sizes, boot_id(), static_cast<std::uint32_t>(getpid()));
  return !guard.was_hit();
}

SpoolMemory::Verdict inspect_guarded(std::uint8_t* memory, std::size_t bytes, SpoolMemory& found) {
  const MappingGuard guard(memory, bytes);
  return SpoolMemory::inspect(memory, bytes, found);
}

SpoolMemory::Sizes sizes_for(std::uint64_t ring_bytes, const SpoolLimits& limits) {
  return {ring_bytes, limits.max_bytes / kSpoolPageBytes * kSpoolPageBytes};
}

auto replacer(const std::string& path, std::uint64_t ring_bytes, const SpoolLimits& limits) {
  return [=](SpoolMessage& error) -> std::unique_ptr<SpoolReplacement> {
    return SpoolDirectory::replace(path, ring_bytes, limits, error);
  };
}

}  // namespace

std::unique_ptr<SpoolDirectory> SpoolDirectory::open(const std::string& path, SpoolMessage& error) {
  FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  struct stat status;
  if (!folder.is_open() || fstat(folder.number(), &status) != 0) {
    error = {kBadDirectory, path + " cannot be opened as a folder: " + reason(errno)};
    return nullptr;
  }
  if (status.st_uid != geteuid() && status.st_uid != 0) {
    error = {kBadDirectory, path + " belongs to another user: who owns it can replace the files in it"};
    return nullptr;
  }
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0 && (status.st_mode & S_ISVTX) == 0) {
    error = {kBadDirectory, path +
                                " may be written by other users: take that right away (chmod go-w), or set its sticky "
                                "bit (chmod +t)"};
    return nullptr;
  }
  if (faccessat(folder.number(), ".", W_OK | X_OK, AT_EACCESS) != 0) {
    error = {kBadDirectory, path + " cannot be written: " + reason(errno)};
    return nullptr;
  }
  return std::unique_ptr<SpoolDirectory>(new SpoolDirectory(std::move(folder), path));
}

std::shared_ptr<Spool> SpoolDirectory::create(std::uint64_t ring_bytes, const SpoolLimits& limits,
                                              SpoolMessage& error) {
  const SpoolMemory::Sizes sizes = sizes_for(ring_bytes, limits);
  std::string name;
  FileDescriptor file;
  std::uint8_t* memory = make(sizes, limits, name, file, error);
  if (memory == nullptr) return nullptr;
  Spool::Owner owner = owner_of(std::make_shared<FileDescriptor>(std::move(file)), name, sizes.total());
  owner.replace = replacer(path_, ring_bytes, limits);
  return own(SpoolMemory(memory, sizes), std::move(owner));
}

std::unique_ptr<SpoolReplacement> SpoolDirectory::replace(const std::string& path, std::uint64_t ring_bytes,
                                                          const SpoolLimits& limits, SpoolMessage& error) {
  make_folder(path);
  const auto directory = open(path, error);
  if (directory == nullptr) return nullptr;
  const SpoolMemory::Sizes sizes = sizes_for(ring_bytes, limits);
  std::string name;
  auto file = std::make_shared<FileDescriptor>();
  std::uint8_t* memory = directory->make(sizes, limits, name, *file, error);
  if (memory == nullptr) return nullptr;
  Spool::Owner owner = directory->owner_of(file, name, sizes.total());
  owner.replace = replacer(path, ring_bytes, limits);
  return std::make_unique<SpoolReplacement>(SpoolMemory(memory, sizes), file->number(), std::move(owner));
}

std::uint8_t* SpoolDirectory::make(SpoolMemory::Sizes sizes, const SpoolLimits& limits, std::string& name,
                                   FileDescriptor& file, SpoolMessage& error) const {
  if (!make_room(sizes.total(), limits)) {
    error = {kNoSpace, path_ + " has reached its limit of " + std::to_string(limits.max_total_bytes) + " bytes"};
    return nullptr;
  }
  file = make_unfinished(name);
  int failure = file.is_open() ? 0 : errno;
  const std::string unfinished = name + kUnfinishedEnding;
  name += kEnding;
  if (failure == 0) failure = allocate_blocks(file.number(), sizes.total());
  std::uint8_t* memory = failure == 0 ? map_file(file.number(), sizes.total()) : nullptr;
  if (failure == 0 && memory == nullptr) failure = errno;
  if (failure == 0) {
    if (!format_guarded(memory, sizes)) {
      failure = ENOSPC;
    } else if (renameat(folder_.number(), unfinished.c_str(), folder_.number(), name.c_str()) == 0) {
      return memory;
    } else {
      failure = errno;
    }
    unmap(memory, sizes.total());
  }
  if (file.is_open()) remove(unfinished);
  error = {kNoSpace,
           "no file of " + std::to_string(sizes.total()) + " bytes can be made in " + path_ + ": " + reason(failure)};
  return nullptr;
}

SpoolDirectory::Found SpoolDirectory::take_abandoned(const SpoolLimits& limits) {
  Found found;
  remove_expired(limits, found.messages);
  remove_unfinished();
  for (const File& about : list(kEnding)) {
    FileDescriptor file = claim(about.name);
    if (!file.is_open()) continue;
    std::shared_ptr<Spool> spool = take(std::move(file), about, found.messages);
    if (spool != nullptr) found.spools.push_back({std::move(spool), about.name});
  }
  return found;
}

std::shared_ptr<Spool> SpoolDirectory::take(FileDescriptor file, const File& about,
                                            std::vector<SpoolMessage>& messages) const {
  struct stat status;
  if (fstat(file.number(), &status) != 0 || status.st_size <= 0) {
    messages.push_back({kUnreadable, about.name + " is empty and was removed"});
    remove(about.name);
    return nullptr;
  }
  const auto bytes = static_cast<std::size_t>(status.st_size);
  std::uint8_t* memory = map_file(file.number(), bytes);
  if (memory == nullptr) {
    messages.push_back({kUnreadable, about.name + " cannot be mapped: " + reason(errno)});
    return nullptr;
  }
  SpoolMemory found;
  const auto verdict = inspect_guarded(memory, bytes, found);
  if (verdict != SpoolMemory::Verdict::kUsable) {
    unmap(memory, bytes);
    messages.push_back({kUnreadable, about.name +
                                         (verdict == SpoolMemory::Verdict::kOtherVersion
                                              ? " was written by another version of this package"
                                              : " is no spool file, or its head is damaged") +
                                         "; it is left alone until it is too old"});
    return nullptr;
  }
  const std::string boot = boot_id();
  const bool trusts_ring = boot == std::string(found.head().boot_id, strnlen(found.head().boot_id, 48));
  const auto held = std::make_shared<FileDescriptor>(std::move(file));
  const std::shared_ptr<Spool> spool = own(found, owner_of(held, about.name, bytes));
  if (!spool->restore(trusts_ring)) {
    messages.push_back({kUnreadable, trusts_ring ? about.name + " is damaged: it is read up to there"
                                                 : about.name + " was written before the system was started anew: what "
                                                                "has no checksum in it is not read"});
  }
  return spool;
}

Spool::Owner SpoolDirectory::owner_of(const std::shared_ptr<FileDescriptor>& file, const std::string& name,
                                      std::size_t bytes) const {
  // The spool outlives this object. It needs its own descriptor of the folder, so that the file is removed from where
  // it was created.
  const auto folder = std::make_shared<FileDescriptor>(fcntl(folder_.number(), F_DUPFD_CLOEXEC, 0));
  const std::string path = path_ + "/" + name;
  return {.touch = [file] { futimens(file->number(), nullptr); },
          .close =
              [folder, file, name](bool delivered) {
                // Remove the file before unlocking it, so that nobody can take it in between.
                if (delivered) unlinkat(folder->number(), name.c_str(), 0);
                unlock(file->number());
                file->close();
              },
          .fate = [file, path, bytes] { return fate_of(file->number(), path, bytes); },
          .replace = {},
          .name = path};
}

std::shared_ptr<Spool> SpoolDirectory::own(SpoolMemory memory, Spool::Owner owner) const {
  return {new Spool(memory, std::move(owner)), [memory](Spool* ended) {
            delete ended;
            unmap(memory.data(), memory.size());
          }};
}

std::vector<SpoolDirectory::File> SpoolDirectory::list(const char* ending) const {
  std::vector<File> files;
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
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.age > b.age; });
  return files;
}

FileDescriptor SpoolDirectory::make_unfinished(std::string& name) const {
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

FileDescriptor SpoolDirectory::claim(const std::string& name) const {
  FileDescriptor file(openat(folder_.number(), name.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
  struct stat opened;
  if (!file.is_open() || !try_lock(file.number())) return FileDescriptor();
  // The previous holder of the lock may have removed the file just before it unlocked it.
  if (fstat(file.number(), &opened) != 0 || !is_ours(opened)) return FileDescriptor();
  return file;
}

bool SpoolDirectory::remove(const std::string& name) const { return unlinkat(folder_.number(), name.c_str(), 0) == 0; }

void SpoolDirectory::remove_expired(const SpoolLimits& limits, std::vector<SpoolMessage>& messages) const {
  for (const File& about : list(kEnding)) {
    if (about.age <= limits.max_age) break;
    const FileDescriptor file = claim(about.name);
    if (!file.is_open() || !remove(about.name)) continue;
    messages.push_back({kDropped, about.name + " is older than the limit and was removed"});
  }
}

void SpoolDirectory::remove_unfinished() const {
  for (const File& about : list(kUnfinishedEnding)) {
    const FileDescriptor file = claim(about.name);
    if (file.is_open()) remove(about.name);
  }
}

bool SpoolDirectory::make_room(std::uint64_t bytes, const SpoolLimits& limits) const {
  std::uint64_t total = bytes;
  for (const char* ending : {kEnding, kUnfinishedEnding}) {
    for (const File& file : list(ending)) total += file.bytes;
  }
  return total <= limits.max_total_bytes;
}

}  // namespace otel_native
