#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "record/byte-buffer.hpp"

namespace otel_native {

/// The text of a JSON string between its quotes.
struct JsonText {
  std::string_view raw;
  bool has_escapes = false;
};

/// Returns the text in UTF-8. `scratch` holds the result if the text has escapes. A lone surrogate becomes U+FFFD, as
/// in every encoder of UTF-8.
std::string_view decode(const JsonText& text, ByteBuffer& scratch);

/// Reads JSON (RFC 8259) from front to back, and accepts what `JSON.parse` accepts. After the first error `ok()` is
/// false, and every later read returns nothing.
class JsonReader {
 public:
  explicit JsonReader(std::string_view json) : at_(json.data()), end_(json.data() + json.size()) {}

  bool ok() const { return ok_; }
  void fail() {
    ok_ = false;
    at_ = end_;
  }

  /// Skips white space and returns the next character; 0 at the end.
  char peek() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\n' || *at_ == '\r')) ++at_;
    return at_ < end_ ? *at_ : '\0';
  }
  /// Whether all was read, without an error.
  bool at_end() { return ok_ && peek() == '\0' && at_ == end_; }
  /// What is not read yet.
  std::string_view rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }

  // Each reads the whole value that `peek` announced.
  JsonText text();
  double number();
  bool boolean();
  void null() { literal("null"); }
  /// Reads any value, of any depth.
  void skip();

  /// Reads an object; `each` gets a key and must read its value.
  template <typename Each>
  void members(Each each) {
    take('{');
    if (take('}')) return;
    do {
      const JsonText name = key();
      if (!ok_) return;
      each(name);
      if (!ok_) return;
    } while (take(','));
    if (!take('}')) fail();
  }
  /// Reads an array; `each` must read an element.
  template <typename Each>
  void elements(Each each) {
    take('[');
    if (take(']')) return;
    do {
      each();
      if (!ok_) return;
    } while (take(','));
    if (!take(']')) fail();
  }

 private:
  bool take(char character) {
    if (peek() != character || at_ == end_) return false;
    ++at_;
    return true;
  }
  JsonText key();
  void literal(std::string_view word);
  bool escape();
  const char* plain_end() const;

  const char* at_;
  const char* end_;
  bool ok_ = true;
};

}  // namespace otel_native
