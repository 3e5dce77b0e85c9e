#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace otel_native::fuzz {

/// Reads an input from front to back; reads beyond its end return zeros.
class FuzzInput {
 public:
  FuzzInput(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  template <typename T>
  T number() {
    T value{};
    copy(reinterpret_cast<std::uint8_t*>(&value), sizeof(T));
    return value;
  }
  /// Returns the number of bytes copied.
  std::size_t copy(std::uint8_t* to, std::size_t size) {
    const std::size_t count = std::min(size, size_);
    if (count == 0) return 0;  // `to` may be null then
    std::memcpy(to, data_, count);
    data_ += count;
    size_ -= count;
    return count;
  }
  const std::uint8_t* data() const { return data_; }
  std::size_t size() const { return size_; }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
};

}  // namespace otel_native::fuzz
