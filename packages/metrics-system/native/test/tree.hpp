#pragma once

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "platform/machine.hpp"
#include "reader/system-reader.hpp"

namespace otel_native::system_metrics {

/// Files in the kernel's formats, in a folder that the destructor removes.
class Tree {
 public:
  Tree() {
    std::string path = (std::filesystem::temp_directory_path() / "metrics-system-XXXXXX").string();
    folder_ = mkdtemp(path.data());
  }
  ~Tree() { std::filesystem::remove_all(folder_); }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  Tree& proc(const std::string& path, const std::string& content) { return file("proc/" + path, content); }
  Tree& cgroup(const std::string& path, const std::string& content) { return file("cgroup/" + path, content); }
  /// Creates something that no user can read as a file: a folder.
  Tree& unreadable(const std::string& path) {
    std::filesystem::create_directories(folder_ / path);
    return *this;
  }
  Tree& link(const std::string& path, const std::string& target) {
    std::filesystem::create_directories((folder_ / path).parent_path());
    std::filesystem::create_symlink(target, folder_ / path);
    return *this;
  }

  std::string proc_path() const { return (folder_ / "proc").string(); }
  std::string cgroup_path() const { return (folder_ / "cgroup").string(); }

 private:
  Tree& file(const std::string& path, const std::string& content) {
    std::filesystem::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path) << content;
    return *this;
  }

  std::filesystem::path folder_;
};

inline constexpr std::uint32_t kEverything = (1U << static_cast<std::uint32_t>(Source::kCount)) - 1;

/// Four CPUs, 8 GiB, and a clock of 100 ticks a second.
inline Machine test_machine() {
  return {
      .page_bytes = 4096, .ticks_per_second = 100, .cpu_count = 4, .usable_cpus = 4, .memory_bytes = 8.0 * (1 << 30)};
}

inline SystemReader reader_of(const Tree& tree) {
  return SystemReader(tree.proc_path(), tree.cgroup_path(), kEverything, test_machine());
}

/// The snapshot at second 0.
inline Snapshot snapshot_of(const Tree& tree) {
  SystemReader reader = reader_of(tree);
  reader.read(0);
  return reader.snapshot();
}

/// Formats a value for comparison, since NaN is not equal to itself.
inline std::string shown(double value) {
  if (value != value) return "none";
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

inline std::string shown(const Snapshot& snapshot, Slot slot) { return shown(snapshot.get(slot)); }

/// Formats each row on a line: `label: value value …`.
inline std::string shown(const Table& table) {
  std::string text;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    for (std::size_t i = 0; i < table.label_count(); ++i)
      text += (i == 0 ? "" : ",") + table.labels()[row * table.label_count() + i];
    text += ":";
    for (std::size_t i = 0; i < table.columns().size(); ++i)
      text += " " + shown(table.values()[row * table.columns().size() + i]);
    text += "\n";
  }
  return text;
}

}  // namespace otel_native::system_metrics
