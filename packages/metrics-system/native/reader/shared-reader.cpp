#include "reader/shared-reader.hpp"

#include <algorithm>
#include <chrono>

namespace otel_native::system_metrics {
namespace {

double steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void SharedReader::read() {
  {
    const std::lock_guard lock(reading_mutex_);
    reader_.read(steady_seconds());
    keep();
  }
  if (is_closed_) close();
}

void SharedReader::close() {
  is_closed_ = true;
  const std::unique_lock lock(reading_mutex_, std::try_to_lock);
  if (lock.owns_lock()) reader_.close();
}

void SharedReader::keep() {
  const std::lock_guard lock(last_mutex_);
  const std::size_t count = reader_.write(values_);
  if (count != values_.size()) {
    values_.resize(count);
    reader_.write(values_);
  }
  if (reader_.layout() == layout_ && !labels_.empty()) return;
  layout_ = reader_.layout();
  labels_.clear();
  for (const Table* table : reader_.snapshot().tables()) labels_.push_back(table->labels());
}

std::size_t SharedReader::write(std::span<double> to) const {
  const std::lock_guard lock(last_mutex_);
  std::ranges::copy_n(values_.begin(), static_cast<std::ptrdiff_t>(std::min(to.size(), values_.size())), to.begin());
  return values_.size();
}

std::uint32_t SharedReader::layout() const {
  const std::lock_guard lock(last_mutex_);
  return layout_;
}

std::vector<std::vector<std::string>> SharedReader::labels() const {
  const std::lock_guard lock(last_mutex_);
  return labels_;
}

}  // namespace otel_native::system_metrics
