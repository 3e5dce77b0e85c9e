#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace otel_native {

/// A text in one of the encodings in which V8 holds strings, on its way to UTF-8. Sizes are known before anything is
/// written, so that the text goes straight to its place.
class Latin1Text {
 public:
  explicit Latin1Text(std::string_view bytes) : bytes_(bytes) {}

  std::size_t utf8_size() const;
  /// Writes `utf8_size()` bytes.
  void write_utf8(std::uint8_t* to) const;

 private:
  std::string_view bytes_;
};

/// UTF-16, little-endian. Each surrogate without a partner becomes U+FFFD, as in every text that JavaScript converts.
/// An odd last byte is ignored.
class Utf16Text {
 public:
  explicit Utf16Text(std::string_view bytes) : bytes_(bytes) {}

  std::size_t utf8_size() const;
  /// Writes `utf8_size()` bytes.
  void write_utf8(std::uint8_t* to) const;

 private:
  std::size_t units() const { return bytes_.size() / 2; }
  std::uint32_t unit(std::size_t index) const;
  /// Copies units up to the first that is not ASCII, four at a time. Returns how many.
  std::size_t write_ascii(std::size_t from, std::uint8_t* to) const;

  std::string_view bytes_;
};

}  // namespace otel_native
