#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__APPLE__)
#include <sys/sysctl.h>
#endif

#include "platform/file.hpp"

namespace otel_native {
namespace {

/// Beyond its limit a process that writes gets a signal, which would end it.
bool may_be_as_large(std::uint64_t bytes) {
  rlimit limit;
  return getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || bytes <= limit.rlim_cur;
}

}  // namespace

void FileDescriptor::close() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

int allocate_blocks(int file, std::uint64_t bytes) {
  if (!may_be_as_large(bytes)) return EFBIG;
#if defined(__APPLE__)
  fstore_t store{F_ALLOCATEALL, F_PEOFPOSMODE, 0, static_cast<off_t>(bytes), 0};
  if (fcntl(file, F_PREALLOCATE, &store) != 0) return errno;
  return ftruncate(file, static_cast<off_t>(bytes)) == 0 ? 0 : errno;
#else
  return posix_fallocate(file, 0, static_cast<off_t>(bytes));
#endif
}

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
