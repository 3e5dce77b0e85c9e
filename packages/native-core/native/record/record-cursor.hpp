#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "record/format.gen.hpp"

namespace otel_native {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "records are little-endian on both sides");

/// Reads the words of a record from front to back and never past its end. After the first read that does not fit,
/// `ok()` is false and every later read returns zeros, so a caller may check once per group of fields.
class RecordCursor {
 public:
  RecordCursor(const std::uint8_t* data, std::size_t size) : at_(data), end_(data + size) {}

  bool ok() const { return at_ != nullptr; }
  std::size_t remaining() const { return ok() ? static_cast<std::size_t>(end_ - at_) : 0; }

  std::uint32_t u32() { return read<std::uint32_t>(); }
  double f64() { return read<double>(); }

  /// Returns the next `count` bytes, or nullptr. Skips the rest of their last word.
  const std::uint8_t* bytes(std::size_t count) {
    const std::size_t padded = (count + kWordBytes - 1) / kWordBytes * kWordBytes;
    if (remaining() < padded) at_ = nullptr;
    if (!ok()) return nullptr;
    const std::uint8_t* begin = at_;
    at_ += padded;
    return begin;
  }
  void fail() { at_ = nullptr; }

 private:
  template <typename T>
  T read() {
    T value{};
    if (remaining() < sizeof(T)) at_ = nullptr;
    if (!ok()) return value;
    std::memcpy(&value, at_, sizeof(T));
    at_ += sizeof(T);
    return value;
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
};

/// Reads a field at a fixed offset of a record. The caller has checked the size of the record against its header.
template <typename T>
T field_at(const std::uint8_t* record, std::size_t offset) {
  T value;
  std::memcpy(&value, record + offset, sizeof(T));
  return value;
}

}  // namespace otel_native
