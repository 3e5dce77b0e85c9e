#include "spool/spool-directory.hpp"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <utility>

#include "platform/mapping-guard.hpp"
#include "spool/spool-owner.hpp"

namespace otel_native {
namespace {

constexpr char kBadDirectory[] = "ERR_OTEL_NATIVE_SPOOL_DIRECTORY";
constexpr char kNoSpace[] = "ERR_OTEL_NATIVE_SPOOL_NO_SPACE";
constexpr char kUnreadable[] = "OTEL_NATIVE_SPOOL_UNREADABLE";
constexpr char kDropped[] = "OTEL_NATIVE_SPOOL_DROPPED";

std::string reason(int error) { return std::strerror(error); }

/// Creates a folder and its parents.
void make_folder(const std::string& path) {
  if (mkdir(path.c_str(), 0700) == 0 || errno != ENOENT) return;
  const std::size_t parent = path.find_last_of('/');
  if (parent == std::string::npos || parent == 0) return;
  make_folder(path.substr(0, parent));
  mkdir(path.c_str(), 0700);
}

/// Returns false if the file system had no room for a block after all.
bool format_guarded(std::uint8_t* memory, const SpoolMemory::Sizes& sizes, std::uint32_t signal) {
  const MappingGuard guard(memory, sizes.total());
  SpoolMemory::format(memory, sizes, signal, boot_id(), static_cast<std::uint32_t>(getpid()));
  return !guard.was_hit();
}

SpoolMemory::Verdict inspect_guarded(std::uint8_t* memory, std::size_t bytes, SpoolMemory& found) {
  const MappingGuard guard(memory, bytes);
  return SpoolMemory::inspect(memory, bytes, found);
}

SpoolMemory::Sizes sizes_for(std::uint64_t ring_bytes, const SpoolLimits& limits) {
  return {ring_bytes, limits.max_bytes / kSpoolPageBytes * kSpoolPageBytes};
}

auto replacer(const std::string& path, std::uint32_t signal, std::uint64_t ring_bytes, const SpoolLimits& limits) {
  return [=](SpoolMessage& error) -> std::unique_ptr<SpoolReplacement> {
    return SpoolDirectory::replace(path, signal, ring_bytes, limits, error);
  };
}

}  // namespace

std::unique_ptr<SpoolDirectory> SpoolDirectory::open(const std::string& path, std::uint32_t signal,
                                                     SpoolMessage& error) {
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
  return std::unique_ptr<SpoolDirectory>(new SpoolDirectory(std::move(folder), path, signal));
}

std::shared_ptr<Spool> SpoolDirectory::create(std::uint64_t ring_bytes, const SpoolLimits& limits,
                                              SpoolMessage& error) {
  const SpoolMemory::Sizes sizes = sizes_for(ring_bytes, limits);
  std::string name;
  FileDescriptor file;
  std::uint8_t* memory = make(sizes, limits, name, file, error);
  if (memory == nullptr) return nullptr;
  Spool::Owner owner = owner_of(std::make_shared<FileDescriptor>(std::move(file)), name, sizes.total());
  owner.replace = replacer(path_, signal_, ring_bytes, limits);
  return own(SpoolMemory(memory, sizes), std::move(owner));
}

std::unique_ptr<SpoolReplacement> SpoolDirectory::replace(const std::string& path, std::uint32_t signal,
                                                          std::uint64_t ring_bytes, const SpoolLimits& limits,
                                                          SpoolMessage& error) {
  make_folder(path);
  const auto directory = open(path, signal, error);
  if (directory == nullptr) return nullptr;
  const SpoolMemory::Sizes sizes = sizes_for(ring_bytes, limits);
  std::string name;
  auto file = std::make_shared<FileDescriptor>();
  std::uint8_t* memory = directory->make(sizes, limits, name, *file, error);
  if (memory == nullptr) return nullptr;
  Spool::Owner owner = directory->owner_of(file, name, sizes.total());
  owner.replace = replacer(path, signal, ring_bytes, limits);
  return std::make_unique<SpoolReplacement>(SpoolMemory(memory, sizes), file->number(), std::move(owner));
}

std::uint8_t* SpoolDirectory::make(SpoolMemory::Sizes sizes, const SpoolLimits& limits, std::string& name,
                                   FileDescriptor& file, SpoolMessage& error) const {
  if (!make_room(sizes.total(), limits)) {
    error = {kNoSpace, path_ + " has reached its limit of " + std::to_string(limits.max_total_bytes) + " bytes"};
    return nullptr;
  }
  file = files_.make_unfinished(name);
  int failure = file.is_open() ? 0 : errno;
  if (failure == 0) failure = allocate_blocks(file.number(), sizes.total());
  std::uint8_t* memory = failure == 0 ? map_file(file.number(), sizes.total()) : nullptr;
  if (failure == 0 && memory == nullptr) failure = errno;
  if (failure == 0) {
    if (!format_guarded(memory, sizes, signal_)) {
      failure = ENOSPC;
    } else if (files_.finish(name)) {
      return memory;
    } else {
      failure = errno;
    }
    unmap(memory, sizes.total());
  }
  if (file.is_open()) files_.remove_unfinished(name);
  error = {kNoSpace,
           "no file of " + std::to_string(sizes.total()) + " bytes can be made in " + path_ + ": " + reason(failure)};
  return nullptr;
}

SpoolDirectory::Found SpoolDirectory::take_abandoned(const SpoolLimits& limits) {
  Found found;
  remove_expired(limits, found.messages);
  remove_unfinished();
  for (const SpoolFiles::About& about : files_.finished()) {
    // Ask before the lock: holding it for a moment would keep the file from the process that waits for it.
    if (is_of_other_signal(about.name)) continue;
    FileDescriptor file = files_.claim(about.name);
    if (!file.is_open()) continue;
    std::shared_ptr<Spool> spool = take(std::move(file), about, found.messages);
    if (spool != nullptr) found.spools.push_back({std::move(spool), about.name});
  }
  return found;
}

bool SpoolDirectory::is_of_other_signal(const std::string& name) const {
  const FileDescriptor file = files_.open(name);
  SpoolHead head;
  return file.is_open() && pread(file.number(), &head, sizeof(head), 0) == static_cast<ssize_t>(sizeof(head)) &&
         SpoolMemory::is_head(head) && head.signal != signal_;
}

std::shared_ptr<Spool> SpoolDirectory::take(FileDescriptor file, const SpoolFiles::About& about,
                                            std::vector<SpoolMessage>& messages) const {
  struct stat status;
  if (fstat(file.number(), &status) != 0 || status.st_size <= 0) {
    messages.push_back({kUnreadable, about.name + " is empty and was removed"});
    files_.remove(about.name);
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
  if (verdict != SpoolMemory::Verdict::kUsable) unmap(memory, bytes);
  if (verdict == SpoolMemory::Verdict::kDelivered) {
    files_.remove(about.name);
    return nullptr;
  }
  if (verdict != SpoolMemory::Verdict::kUsable) {
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
  const auto folder = std::make_shared<FileDescriptor>(files_.folder());
  return file_owner({folder, path_, name, file, bytes});
}

std::shared_ptr<Spool> SpoolDirectory::own(SpoolMemory memory, Spool::Owner owner) const {
  return {new Spool(memory, std::move(owner)), [memory](Spool* ended) {
            delete ended;
            unmap(memory.data(), memory.size());
          }};
}

void SpoolDirectory::remove_expired(const SpoolLimits& limits, std::vector<SpoolMessage>& messages) const {
  for (const SpoolFiles::About& about : files_.finished()) {
    if (about.age <= limits.max_age) break;
    const FileDescriptor file = files_.claim(about.name);
    if (!file.is_open() || !files_.remove(about.name)) continue;
    messages.push_back({kDropped, about.name + " is older than the limit and was removed"});
  }
}

void SpoolDirectory::remove_unfinished() const {
  for (const SpoolFiles::About& about : files_.unfinished()) {
    const FileDescriptor file = files_.claim(about.name);
    if (file.is_open()) files_.remove(about.name);
  }
}

bool SpoolDirectory::make_room(std::uint64_t bytes, const SpoolLimits& limits) const {
  std::uint64_t total = bytes;
  for (const std::vector<SpoolFiles::About>& files : {files_.finished(), files_.unfinished()}) {
    for (const SpoolFiles::About& file : files) total += file.bytes;
  }
  return total <= limits.max_total_bytes;
}

}  // namespace otel_native
