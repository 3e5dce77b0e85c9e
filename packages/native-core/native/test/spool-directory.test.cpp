#include "spool/spool-directory.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "spool-folder.hpp"
#include "test.hpp"

using namespace otel_native;
using namespace std::chrono_literals;
using test::DeadProcess;
using test::kSpoolLimits;
using test::kSpoolRingBytes;
using test::SpoolFolder;

TEST(one_process_takes_a_file_and_others_do_not) {
  const SpoolFolder folder;
  {
    DeadProcess dead(folder);
  }
  auto first = folder.open()->take_abandoned(kSpoolLimits);
  auto second = folder.open()->take_abandoned(kSpoolLimits);
  CHECK_EQ(first.spools.size(), 1u);
  CHECK_EQ(second.spools.size(), 0u);
  // Given up without being delivered: the next one may have it.
  first.spools.clear();
  CHECK_EQ(folder.open()->take_abandoned(kSpoolLimits).spools.size(), 1u);
}

TEST(a_file_waits_for_a_process_that_exports_its_signal) {
  const SpoolFolder folder;
  {
    DeadProcess dead(folder);
  }
  CHECK_EQ(folder.open(OTEL_NATIVE_SIGNAL_LOGS)->take_abandoned(kSpoolLimits).spools.size(), 0u);
  CHECK_EQ(folder.open(OTEL_NATIVE_SIGNAL_TRACES)->take_abandoned(kSpoolLimits).spools.size(), 1u);
}

TEST(a_file_that_was_not_finished_is_removed_unless_its_process_lives) {
  SpoolFolder folder;
  std::ofstream(folder.path + "/1-abandoned.otel-spool-new") << "half";
  const std::string held = "1-held.otel-spool-new";
  std::ofstream(folder.path + "/" + held) << "half";
  const FileDescriptor maker(open((folder.path + "/" + held).c_str(), O_RDWR | O_CLOEXEC));
  CHECK(try_lock(maker.number()));

  CHECK_EQ(folder.open()->take_abandoned(kSpoolLimits).messages.size(), 0u);

  CHECK_EQ(folder.files(), std::vector<std::string>{held});
}

TEST(a_file_that_is_being_made_counts_for_the_limit_of_the_folder) {
  SpoolFolder folder;
  SpoolMessage error{};
  std::ofstream(folder.path + "/1-half.otel-spool-new") << "half";
  const SpoolLimits limits{.max_bytes = 1 << 16, .max_total_bytes = (1 << 16) + (8 << 20), .max_age = 24h};
  CHECK(folder.open()->create(kSpoolRingBytes, limits, error) != nullptr);
  std::filesystem::resize_file(folder.path + "/1-half.otel-spool-new", 8 << 20);
  CHECK(folder.open()->create(kSpoolRingBytes, limits, error) == nullptr);
}

TEST(processes_that_make_files_and_remove_what_others_left_do_not_hinder_each_other) {
  SpoolFolder folder;
  std::atomic<bool> done = false;
  std::thread remover([&] {
    const auto directory = folder.open();
    while (!done) directory->take_abandoned(kSpoolLimits);
  });
  const auto directory = folder.open();
  for (int i = 0; i < 100; i++) {
    SpoolMessage error{};
    CHECK(directory->create(kSpoolRingBytes, kSpoolLimits, error) != nullptr);
    CHECK_EQ(error.text, std::string());
  }
  done = true;
  remover.join();
}

TEST(files_are_made_for_their_owner_alone_and_with_all_their_blocks) {
  const SpoolFolder folder;
  DeadProcess live(folder);
  struct stat status;
  CHECK_EQ(stat((folder.path + "/" + folder.files().front()).c_str(), &status), 0);
  CHECK_EQ(status.st_mode & 0777, 0600u);
  CHECK(static_cast<std::uint64_t>(status.st_blocks) * 512 >= static_cast<std::uint64_t>(status.st_size));
}
