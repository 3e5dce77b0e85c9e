#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace otel_native {

/// A growing buffer. Unlike std::vector it provides space without filling it with zeros.
class ByteBuffer {
 public:
  ByteBuffer() = default;
  ByteBuffer(ByteBuffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  ByteBuffer& operator=(ByteBuffer&& other) noexcept {
    if (this != &other) {
      std::free(data_);
      data_ = std::exchange(other.data_, nullptr);
      size_ = std::exchange(other.size_, 0);
      capacity_ = std::exchange(other.capacity_, 0);
    }
    return *this;
  }
  ByteBuffer(const ByteBuffer&) = delete;
  ByteBuffer& operator=(const ByteBuffer&) = delete;
  ~ByteBuffer() { std::free(data_); }

  std::uint8_t* data() { return data_; }
  const std::uint8_t* data() const { return data_; }
  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }
  bool empty() const { return size_ == 0; }

  /// Extends the content by `bytes` uninitialized bytes, which the caller fills.
  std::uint8_t* extend(std::size_t bytes) {
    if (capacity_ - size_ < bytes) grow(size_ + bytes);
    std::uint8_t* place = data_ + size_;
    size_ += bytes;
    return place;
  }
  void append(const void* bytes, std::size_t count) {
    if (count != 0) std::memcpy(extend(count), bytes, count);
  }
  void push(std::uint8_t byte) { *extend(1) = byte; }
  void reserve(std::size_t bytes) {
    if (capacity_ < bytes) grow(bytes);
  }
  /// Cuts the content to `size`, which is at most the current size.
  void truncate(std::size_t size) { size_ = size; }
  void clear() { size_ = 0; }
  /// Gives back the unused capacity.
  void shrink_to_fit() {
    if (size_ == capacity_) return;
    if (size_ == 0) {
      *this = ByteBuffer();
      return;
    }
    void* shrunk = std::realloc(data_, size_);
    if (shrunk == nullptr) return;  // the old allocation is still valid
    data_ = static_cast<std::uint8_t*>(shrunk);
    capacity_ = size_;
  }

 private:
  void grow(std::size_t needed) {
    std::size_t capacity = capacity_ < 256 ? 256 : capacity_ * 2;
    if (capacity < needed) capacity = needed;
    void* grown = std::realloc(data_, capacity);
    // Abort like a failed `new` without exceptions: a process without memory cannot continue.
    if (grown == nullptr) std::abort();
    data_ = static_cast<std::uint8_t*>(grown);
    capacity_ = capacity;
  }

  std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace otel_native
