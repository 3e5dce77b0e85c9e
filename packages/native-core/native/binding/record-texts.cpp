#include "binding/record-texts.hpp"

#include <cstring>

#include "record/format.gen.hpp"

namespace otel_native {
namespace {

void pad(ByteBuffer& out, std::size_t alignment) {
  while (out.size() % alignment != 0) out.push(0);
}

/// Writes at most `bytes` and the terminator that Node adds. Returns the bytes written.
std::size_t write_text(const Napi::Value& text, std::uint32_t type, std::uint8_t* to, std::size_t bytes) {
  std::size_t written = 0;
  if (type == kValueTypeLatin1) {
    napi_get_value_string_latin1(text.Env(), text, reinterpret_cast<char*>(to), bytes + 1, &written);
    return written;
  }
  napi_get_value_string_utf16(text.Env(), text, reinterpret_cast<char16_t*>(to), bytes / 2 + 1, &written);
  return 2 * written;
}

}  // namespace

std::size_t RecordTexts::room(std::size_t size) const { return size + bytes + kRecordAlignment; }

bool RecordTexts::write(const std::uint8_t* record, std::size_t size, ByteBuffer& out) const {
  out.reserve(room(size));
  const std::size_t total = size + bytes;
  std::size_t at = 0;
  for (std::uint32_t i = 0; i < texts.Length(); ++i) {
    if (2 * std::size_t{i} + 1 >= places.ElementLength()) return false;
    const std::size_t place = places[2 * i];
    if (place < at || place > size) return false;
    out.append(record + at, place - at);
    at = place;
    if (out.size() > total) return false;
    out.extend(write_text(texts[i], places[2 * i + 1], out.data() + out.size(), total - out.size()));
    pad(out, kWordBytes);
  }
  out.append(record + at, size - at);
  if (out.size() != total || total < kRecordHeaderBytes) return false;
  pad(out, kRecordAlignment);
  const auto record_bytes = static_cast<std::uint32_t>(out.size());
  std::memcpy(out.data() + kRecordRecordBytesOffset, &record_bytes, sizeof(record_bytes));
  return true;
}

}  // namespace otel_native
