#include <cstdlib>
#include <string>
#include <vector>

#include "record/transcode.hpp"

using namespace otel_native;

namespace {

constexpr std::uint32_t kReplacement = 0xfffd;

/// Fills exactly the announced size: the sanitizer finds a byte too much, the check one too few.
template <typename Text>
std::vector<std::uint8_t> utf8_of(const Text& text) {
  constexpr std::uint8_t kUnwritten = 0xff;  // no byte of UTF-8
  std::vector<std::uint8_t> out(text.utf8_size(), kUnwritten);
  text.write_utf8(out.data());
  for (const std::uint8_t byte : out) {
    if (byte == kUnwritten) std::abort();
  }
  return out;
}

/// Reads one character of UTF-8; aborts at anything that is not the shortest form of a Unicode scalar value.
std::uint32_t next_character(const std::vector<std::uint8_t>& text, std::size_t& at) {
  const auto follow = [&](std::uint32_t code, int count, std::uint32_t least) {
    for (int i = 0; i < count; ++i) {
      if (at == text.size() || (text[at] & 0xc0) != 0x80) std::abort();
      code = code << 6 | (text[at++] & 0x3f);
    }
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) std::abort();
    return code;
  };
  const std::uint8_t lead = text[at++];
  if (lead < 0x80) return lead;
  if (lead >= 0xc0 && lead < 0xe0) return follow(lead & 0x1f, 1, 0x80);
  if (lead >= 0xe0 && lead < 0xf0) return follow(lead & 0x0f, 2, 0x800);
  if (lead >= 0xf0 && lead < 0xf8) return follow(lead & 0x07, 3, 0x10000);
  std::abort();
}

/// Converts the result back, unit by unit, and compares it with the input.
void check_utf16(std::string_view bytes) {
  const std::vector<std::uint8_t> utf8 = utf8_of(Utf16Text(bytes));
  const auto unit = [&](std::size_t i) -> std::uint32_t {
    if (2 * i + 1 >= bytes.size()) return 0;
    return static_cast<std::uint8_t>(bytes[2 * i]) |
           static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[2 * i + 1])) << 8;
  };
  const std::size_t count = bytes.size() / 2;
  std::size_t i = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::uint32_t code = next_character(utf8, at);
    if (i == count) std::abort();
    const std::uint32_t first = unit(i++);
    if (code >= 0x10000) {
      const std::uint32_t high = 0xd800 + (code - 0x10000) / 0x400;
      const std::uint32_t low = 0xdc00 + (code - 0x10000) % 0x400;
      if (i == count || first != high || unit(i++) != low) std::abort();
    } else if (first >= 0xd800 && first < 0xe000) {
      if (code != kReplacement) std::abort();
    } else if (code != first) {
      std::abort();
    }
  }
  if (i != count) std::abort();
}

void check_latin1(std::string_view bytes) {
  const std::vector<std::uint8_t> utf8 = utf8_of(Latin1Text(bytes));
  std::size_t i = 0;
  for (std::size_t at = 0; at < utf8.size(); ++i) {
    const std::uint32_t code = next_character(utf8, at);
    if (i == bytes.size() || code != static_cast<std::uint8_t>(bytes[i])) std::abort();
  }
  if (i != bytes.size()) std::abort();
}

}  // namespace

/// The same bytes in both encodings become UTF-8, which is converted back. Read from memory of exactly their size.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<char> copy(data, data + size);
  check_latin1({copy.data(), size});
  check_utf16({copy.data(), size});
  return 0;
}
