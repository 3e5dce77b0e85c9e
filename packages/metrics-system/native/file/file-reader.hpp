#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace otel_native::system_metrics {

/// Reads small files whole, into one buffer that is used again and again. Files of the kernel stay open: finding and
/// opening one costs as much as reading it, and what it says is made anew for each read from its beginning.
class FileReader {
 public:
  /// Of a longer file the rest is not read, and the line that it begins in is left out: half a number is a wrong
  /// number.
  static constexpr std::size_t kMaxBytes = 1 << 20;

  FileReader() = default;
  ~FileReader();
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;

  /// The content until the next call, or nothing when the file is not there or must not be read.
  std::optional<std::string_view> read(const std::string& path);

  /// The first word of the first line as a number.
  std::optional<double> read_number(const std::string& path);

  /// Closes all files; they are opened again when they are read again.
  void close_all();

 private:
  bool fill(int fd);

  std::string buffer_;
  std::size_t filled_ = 0;
  std::unordered_map<std::string, int> kept_;
};

bool exists(const std::string& path);

}  // namespace otel_native::system_metrics
