#include "platform/mapping-guard.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <functional>

#include "platform/file.hpp"
#include "spool-folder.hpp"
#include "test.hpp"

using namespace otel_native;
using test::SpoolFolder;

namespace {

constexpr std::size_t kBytes = 1 << 20;

/// A file of `kBytes` that is mapped.
struct MappedFile {
  explicit MappedFile(const SpoolFolder& folder)
      : path(folder.path + "/mapped"), file(open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
    CHECK_EQ(allocate_blocks(file.number(), kBytes), 0);
    memory = map_file(file.number(), kBytes);
    CHECK(memory != nullptr);
  }
  ~MappedFile() { unmap(memory, kBytes); }
  void cut(off_t bytes) const { CHECK_EQ(truncate(path.c_str(), bytes), 0); }

  std::string path;
  FileDescriptor file;
  std::uint8_t* memory = nullptr;
};

/// The signal that ended a process which ran `work`, or 0.
int signal_of(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(0);
  }
  int status = 0;
  CHECK_EQ(waitpid(child, &status, 0), child);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

/// Without sanitizers' own handlers, as in an application that has none.
void use_default_handler() { signal(SIGBUS, SIG_DFL); }

[[noreturn]] void exit_7(int) { _exit(7); }

}  // namespace

TEST(guarded_memory_reads_as_zeros_from_where_its_file_was_cut) {
  const SpoolFolder folder;
  const MappedFile mapped(folder);
  MappingGuard guard(mapped.memory, kBytes);
  mapped.memory[0] = 1;
  mapped.memory[kBytes - 1] = 2;
  CHECK(!guard.was_hit());
  mapped.cut(100);
  CHECK_EQ(mapped.memory[kBytes - 1], 0);
  CHECK(guard.was_hit());
  // Written to as before, and what the file still has is there.
  mapped.memory[kBytes - 1] = 3;
  CHECK_EQ(mapped.memory[kBytes - 1], 3);
  CHECK_EQ(mapped.memory[0], 1);
}

TEST(a_file_may_be_mapped_over_memory_that_was_lost) {
  const SpoolFolder folder;
  MappedFile mapped(folder);
  MappingGuard guard(mapped.memory, kBytes);
  mapped.cut(0);
  mapped.memory[5] = 1;
  CHECK(guard.was_hit());
  const FileDescriptor other(open((folder.path + "/other").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  CHECK_EQ(allocate_blocks(other.number(), kBytes), 0);
  CHECK(map_file_over(mapped.memory, kBytes, other.number()));
  guard.reset();
  mapped.memory[5] = 9;
  std::uint8_t written = 0;
  CHECK_EQ(pread(other.number(), &written, 1, 5), 1);
  CHECK_EQ(written, 9);
  CHECK(!guard.was_hit());
}

TEST(memory_without_a_guard_ends_the_process_as_ever) {
  const SpoolFolder folder;
  const MappedFile guarded(folder);
  const int signal_number = signal_of([&] {
    use_default_handler();
    const MappingGuard guard(guarded.memory, kBytes / 2);
    guarded.cut(0);
    guarded.memory[kBytes - 1] = 1;
  });
  CHECK_EQ(signal_number, SIGBUS);
}

TEST(a_signal_that_was_sent_ends_the_process_as_ever) {
  const SpoolFolder folder;
  const MappedFile guarded(folder);
  CHECK_EQ(signal_of([&] {
             use_default_handler();
             const MappingGuard guard(guarded.memory, kBytes);
             kill(getpid(), SIGBUS);
           }),
           SIGBUS);
}

TEST(a_handler_that_was_there_before_gets_what_is_not_guarded) {
  const SpoolFolder folder;
  const MappedFile guarded(folder);
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGBUS, exit_7);
    const MappingGuard guard(guarded.memory, kBytes / 2);
    guarded.cut(0);
    guarded.memory[0] = 1;
    guarded.memory[kBytes - 1] = 1;
    _exit(0);
  }
  int status = 0;
  CHECK_EQ(waitpid(child, &status, 0), child);
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 7);
}

TEST(zeros_that_are_written_fill_blocks) {
  const SpoolFolder folder;
  const FileDescriptor file(open((folder.path + "/zeros").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  CHECK_EQ(write_zeros(file.number(), 100'000), 0);
  struct stat status;
  CHECK_EQ(fstat(file.number(), &status), 0);
  CHECK_EQ(status.st_size, 100'000);
  fsync(file.number());
  CHECK_EQ(fstat(file.number(), &status), 0);
  CHECK(status.st_blocks * 512 >= 100'000);
}

#if defined(__linux__)
TEST(a_full_disk_is_an_error_with_and_without_reservation) {
  const SpoolFolder folder;
  if (mount("none", folder.path.c_str(), "tmpfs", 0, "size=1m") != 0) {
    std::printf("  not run: only root can mount a small disk\n");
    return;
  }
  for (const auto fill : {allocate_blocks, write_zeros}) {
    const std::string path = folder.path + "/large";
    const FileDescriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    CHECK_EQ(fill(file.number(), 2 << 20), ENOSPC);
    unlink(path.c_str());
  }
  CHECK_EQ(umount2(folder.path.c_str(), MNT_DETACH), 0);
}

TEST(a_file_system_that_cannot_reserve_gets_zeros) {
  const SpoolFolder folder;
  if (mount("none", folder.path.c_str(), "ramfs", 0, nullptr) != 0) {
    std::printf("  not run: only root can mount such a file system\n");
    return;
  }
  {
    const MappedFile mapped(folder);
    struct stat status;
    CHECK_EQ(fstat(mapped.file.number(), &status), 0);
    CHECK_EQ(static_cast<std::size_t>(status.st_size), kBytes);
  }
  CHECK_EQ(umount2(folder.path.c_str(), MNT_DETACH), 0);
}
#endif
