#include "record/string-table.hpp"

namespace otel_native {

std::string_view StringTable::read(RecordCursor& cursor) {
  const std::uint32_t reference = cursor.u32();
  const std::uint32_t number = reference >> kStringTagBits;
  switch (reference & ((1u << kStringTagBits) - 1)) {
    case kStringTagKnown:
      if (number < strings_.size()) return strings_[number];
      break;
    case kStringTagInline:
      if (const std::uint8_t* text = cursor.bytes(number)) {
        return {reinterpret_cast<const char*>(text), number};
      }
      break;
    case kStringTagDefine:
      return define(number, cursor);
    default:
      break;
  }
  cursor.fail();
  return {};
}

std::string_view StringTable::define(std::uint32_t id, RecordCursor& cursor) {
  const std::uint32_t size = cursor.u32();
  const std::uint8_t* text = cursor.bytes(size);
  const bool fits = id == strings_.size() && id < kMaxStrings && bytes_ + size <= kMaxStringTableBytes;
  if (text == nullptr || !fits) {
    cursor.fail();
    return {};
  }
  bytes_ += size;
  return strings_.emplace_back(reinterpret_cast<const char*>(text), size);
}

}  // namespace otel_native
