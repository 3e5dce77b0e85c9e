#include "logs/json-reader.hpp"

#include <bit>
#include <cstring>

#include "logs/json-number.hpp"

namespace otel_native {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101, kHighs = 0x8080808080808080;

/// Has the highest bit of the lowest byte that is zero; higher bytes may be wrong.
constexpr std::uint64_t zero_bytes(std::uint64_t word) { return (word - kOnes) & ~word & kHighs; }

/// Has the highest bit of the lowest byte that ends a run of plain characters: a quote, a backslash or a control
/// character. Zero without one; higher bytes may be wrong.
std::uint64_t special_bytes(std::uint64_t word) {
  const std::uint64_t control = (word - kOnes * 0x20) & ~word & kHighs;
  return control | zero_bytes(word ^ kOnes * '"') | zero_bytes(word ^ kOnes * '\\');
}

bool is_special(char character) {
  return static_cast<unsigned char>(character) < 0x20 || character == '"' || character == '\\';
}

bool is_hex(char digit) {
  return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f') || (digit >= 'A' && digit <= 'F');
}

}  // namespace

/// Returns the first character from here that is no plain part of a string.
const char* JsonReader::plain_end() const {
  const char* at = at_;
  std::uint64_t word;
  while (end_ - at >= static_cast<std::ptrdiff_t>(sizeof(word))) {
    std::memcpy(&word, at, sizeof(word));
    const std::uint64_t special = special_bytes(word);
    if (special != 0) return at + std::countr_zero(special) / 8;
    at += sizeof(word);
  }
  while (at < end_ && !is_special(*at)) ++at;
  return at;
}

JsonText JsonReader::text() {
  if (!take('"')) {
    fail();
    return {};
  }
  const char* begin = at_;
  bool has_escapes = false;
  for (;;) {
    at_ = plain_end();
    if (at_ == end_ || static_cast<unsigned char>(*at_) < 0x20) break;
    if (*at_ == '"') return {{begin, static_cast<std::size_t>(at_++ - begin)}, has_escapes};
    if (!escape()) break;
    has_escapes = true;
  }
  fail();
  return {};
}

/// Skips an escape sequence. Returns false for one that JSON does not have.
bool JsonReader::escape() {
  constexpr int kUnicodeBytes = 6;
  if (end_ - at_ < 2) return false;
  if (at_[1] != 'u') {
    if (std::string_view("\"\\/bfnrt").find(at_[1]) == std::string_view::npos) return false;
    at_ += 2;
    return true;
  }
  if (end_ - at_ < kUnicodeBytes) return false;
  for (int i = 2; i < kUnicodeBytes; ++i) {
    if (!is_hex(at_[i])) return false;
  }
  at_ += kUnicodeBytes;
  return true;
}

double JsonReader::number() {
  peek();
  const ParsedNumber parsed = parse_json_number(rest());
  if (parsed.size == 0) fail();
  at_ += parsed.size;
  return parsed.value;
}

bool JsonReader::boolean() {
  const bool value = peek() == 't';
  literal(value ? "true" : "false");
  return value;
}

void JsonReader::literal(std::string_view word) {
  peek();
  if (rest().substr(0, word.size()) != word) return fail();
  at_ += word.size();
}

JsonText JsonReader::key() {
  const JsonText name = text();
  if (!take(':')) fail();
  return name;
}

/// Keeps the open lists itself: the depth has no bound.
void JsonReader::skip() {
  ByteBuffer open;
  while (ok_) {
    const char first = peek();
    if (first == '{' || first == '[') {
      ++at_;
      if (!take(first == '{' ? '}' : ']')) {
        open.push(static_cast<std::uint8_t>(first));
        if (first == '{') key();
        continue;
      }
    } else if (first == '"') {
      text();
    } else if (first == 't' || first == 'f') {
      boolean();
    } else if (first == 'n') {
      null();
    } else {
      number();
    }
    // A value has ended, and with it perhaps lists.
    for (;;) {
      if (!ok_ || open.empty()) return;
      const bool is_object = open.data()[open.size() - 1] == '{';
      if (take(',')) {
        if (is_object) key();
        break;
      }
      if (!take(is_object ? '}' : ']')) return fail();
      open.truncate(open.size() - 1);
    }
  }
}

}  // namespace otel_native
