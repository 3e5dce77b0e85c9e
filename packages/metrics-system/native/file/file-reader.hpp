#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace otel_native::system_metrics {

/// Reads small files completely into one buffer, which is reused. Files of the kernel stay open: finding and opening
/// one costs as much as reading it, and its content is generated again for each read from the beginning.
class FileReader {
 public:
  /// The reader takes only the complete lines within this size: a truncated number would be wrong.
  static constexpr std::size_t kMaxBytes = 1 << 20;

  FileReader() = default;
  ~FileReader();
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;

  /// Returns the content, which is valid until the next call, or nothing if the file is missing or must not be read.
  std::optional<std::string_view> read(const std::string& path);

  /// Returns the first word of the first line as a number.
  std::optional<double> read_number(const std::string& path);

  /// Closes all files; the next read opens them again.
  void close_all();

 private:
  bool fill(int fd);

  std::string buffer_;
  std::size_t filled_ = 0;
  std::unordered_map<std::string, int> kept_;
};

bool exists(const std::string& path);

}  // namespace otel_native::system_metrics
