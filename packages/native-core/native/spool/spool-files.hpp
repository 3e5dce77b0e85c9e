#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "platform/file.hpp"

namespace otel_native {

/// The spool files in a folder, by their names: lists, locks and removes them. Knows nothing of their content.
class SpoolFiles {
 public:
  struct About {
    std::string name;
    std::uint64_t bytes;
    std::chrono::milliseconds age;
  };

  explicit SpoolFiles(FileDescriptor folder) : folder_(std::move(folder)) {}

  /// Lists our own files, oldest first.
  std::vector<About> finished() const;
  /// Lists our own files under construction, or whose process died meanwhile, oldest first.
  std::vector<About> unfinished() const;

  /// Creates a locked file under a temporary name; `name` has no ending. On failure it is closed and `errno` is set.
  FileDescriptor make_unfinished(std::string& name) const;
  /// Gives such a file its final name, which is appended to. Returns false and sets `errno` on failure.
  bool finish(std::string& name) const;
  void remove_unfinished(const std::string& name) const;

  /// Opens a file to read it, without its lock.
  FileDescriptor open(const std::string& name) const;
  /// Opens and locks a file. The result is closed if another process holds the file, or has removed it meanwhile.
  FileDescriptor claim(const std::string& name) const;
  bool remove(const std::string& name) const;

  /// Another descriptor of the folder, for someone who outlives this object.
  FileDescriptor folder() const;

 private:
  std::vector<About> list(const char* ending) const;

  FileDescriptor folder_;
};

}  // namespace otel_native
