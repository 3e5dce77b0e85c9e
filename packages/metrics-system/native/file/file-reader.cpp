#include "file/file-reader.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "file/lines.hpp"
#include "platform/kernel-file.hpp"

namespace otel_native::system_metrics {
namespace {

constexpr std::size_t kFirstBytes = 16 * 1024;
/// Enough for every file that a reader uses. Limits of deeply nested groups are opened each time.
constexpr std::size_t kMaxKept = 48;

/// Bytes read, or -1.
ssize_t read_at(int fd, char* to, std::size_t size, std::size_t offset) {
  ssize_t count = 0;
  do {
    count = ::pread(fd, to, size, static_cast<off_t>(offset));
  } while (count < 0 && errno == EINTR);
  return count;
}

}  // namespace

FileReader::~FileReader() { close_all(); }

void FileReader::close_all() {
  for (const auto& [path, fd] : kept_) ::close(fd);
  kept_.clear();
}

std::optional<std::string_view> FileReader::read(const std::string& path) {
  const auto kept = kept_.find(path);
  if (kept != kept_.end()) {
    if (fill(kept->second)) return std::string_view(buffer_.data(), filled_);
    // The group may have been removed; another group of that name may exist.
    ::close(kept->second);
    kept_.erase(kept);
  }
  // Without O_NONBLOCK, opening a pipe would wait for its other end.
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return std::nullopt;
  const bool is_read = fill(fd);
  if (is_read && kept_.size() < kMaxKept && is_kernel_file(fd))
    kept_.emplace(path, fd);
  else
    ::close(fd);
  if (!is_read) return std::nullopt;
  return std::string_view(buffer_.data(), filled_);
}

bool FileReader::fill(int fd) {
  filled_ = 0;
  ssize_t count = 0;
  do {
    if (filled_ == buffer_.size()) buffer_.resize(std::max(kFirstBytes, buffer_.size() * 2));
    const std::size_t room = std::min(buffer_.size(), kMaxBytes) - filled_;
    count = room == 0 ? 0 : read_at(fd, buffer_.data() + filled_, room, filled_);
    if (count > 0) filled_ += static_cast<std::size_t>(count);
  } while (count > 0);
  if (filled_ >= kMaxBytes) filled_ = std::string_view(buffer_.data(), filled_).rfind('\n') + 1;
  return count == 0;
}

std::optional<double> FileReader::read_number(const std::string& path) {
  std::optional<std::string_view> content = read(path);
  std::string_view line;
  if (!content || !next_line(*content, line)) return std::nullopt;
  return number(next_word(line));
}

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

}  // namespace otel_native::system_metrics
