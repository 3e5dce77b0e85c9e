#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

#if defined(__APPLE__)
#include <sys/sysctl.h>
#endif

#include "platform/file.hpp"

namespace otel_native {
namespace {

/// A process that writes beyond its file size limit gets a signal, which would end it.
bool may_be_as_large(std::uint64_t bytes) {
  rlimit limit;
  return getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || bytes <= limit.rlim_cur;
}

int reserve_blocks(int file, std::uint64_t bytes) {
#if defined(__APPLE__)
  fstore_t store{F_ALLOCATEALL, F_PEOFPOSMODE, 0, static_cast<off_t>(bytes), 0};
  if (fcntl(file, F_PREALLOCATE, &store) != 0) return errno;
  return ftruncate(file, static_cast<off_t>(bytes)) == 0 ? 0 : errno;
#else
  // Do not use `posix_fallocate`: on a file system that cannot reserve blocks, musl fails, and glibc writes one byte to
  // each block, which does not allocate the blocks of every file system.
  int result;
  do {
    result = fallocate(file, 0, 0, static_cast<off_t>(bytes));
  } while (result != 0 && errno == EINTR);
  return result == 0 ? 0 : errno;
#endif
}

bool cannot_reserve(int error) { return error == EOPNOTSUPP || error == ENOTSUP || error == ENOSYS || error == EINVAL; }

}  // namespace

void FileDescriptor::close() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

int allocate_blocks(int file, std::uint64_t bytes) {
  if (!may_be_as_large(bytes)) return EFBIG;
  const int error = reserve_blocks(file, bytes);
  return cannot_reserve(error) ? write_zeros(file, bytes) : error;
}

int write_zeros(int file, std::uint64_t bytes) {
  static const std::uint8_t zeros[1 << 16] = {};
  for (std::uint64_t at = 0; at < bytes;) {
    const std::size_t count = std::min<std::uint64_t>(sizeof(zeros), bytes - at);
    const ssize_t written = pwrite(file, zeros, count, static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return written < 0 ? errno : ENOSPC;
    at += static_cast<std::uint64_t>(written);
  }
  return 0;
}

std::uint8_t* map_file(int file, std::size_t bytes) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<std::uint8_t*>(memory);
}

bool map_file_over(std::uint8_t* memory, std::size_t bytes, int file) {
  return mmap(memory, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0) != MAP_FAILED;
}

bool map_zeros_over(std::uint8_t* memory, std::size_t bytes) {
  return mmap(memory, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED;
}

void unmap(std::uint8_t* memory, std::size_t bytes) { munmap(memory, bytes); }

bool try_lock(int file) { return flock(file, LOCK_EX | LOCK_NB) == 0; }

void unlock(int file) { flock(file, LOCK_UN); }

std::string boot_id() {
  char text[64] = {};
#if defined(__APPLE__)
  std::size_t size = sizeof(text) - 1;
  if (sysctlbyname("kern.bootsessionuuid", text, &size, nullptr, 0) != 0) return {};
#else
  const FileDescriptor file(open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC));
  if (!file.is_open() || read(file.number(), text, 36) != 36) return {};
#endif
  return text;
}

}  // namespace otel_native
