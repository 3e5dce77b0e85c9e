#include "logs/utf8-prefix.hpp"

#include <string>

namespace otel_native {
namespace {

constexpr std::string_view kReplacementText = "\xef\xbf\xbd";

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }
bool is_continuation(unsigned byte) { return (byte & 0xc0) == 0x80; }

}  // namespace

std::string_view prefix_of_units(std::string_view text, std::size_t limit, ByteBuffer& scratch) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const unsigned byte = byte_at(text, at);
    if (is_continuation(byte)) continue;
    const std::size_t needed = byte >= 0xf0 ? 2 : 1;
    if (units + needed <= limit) {
      units += needed;
      continue;
    }
    if (units == limit) return text.substr(0, at);
    const std::string halved = std::string(text.substr(0, at)).append(kReplacementText);
    scratch.clear();
    scratch.append(halved.data(), halved.size());
    return {reinterpret_cast<const char*>(scratch.data()), scratch.size()};
  }
  return text;
}

std::string_view prefix_of_bytes(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && is_continuation(byte_at(text, bytes))) --bytes;
  return text.substr(0, bytes);
}

}  // namespace otel_native
