#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "record/format.gen.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {

/// The native half of a pipeline's string table, which maps the writer's ids to strings. The view of a known string
/// stays valid as long as the table (a deque never moves its strings), that of an inline string as long as the record.
class StringTable {
 public:
  /// Reads a string reference and its text. An invalid reference fails the cursor.
  std::string_view read(RecordCursor& cursor) {
    const std::uint32_t reference = cursor.u32();
    const std::uint32_t number = reference >> kStringTagBits;
    switch (reference & kStringTagMask) {
      case kStringTagKnown:
        return known(number, cursor);
      case kStringTagInline:
        return text(number, cursor);
      case kStringTagDeferred:
        return deferred_text(number, cursor);
      default:
        return define(number, reference & kStringTagMask, cursor);
    }
  }
  /// Reads the key after the head of an attribute.
  std::string_view read_key(std::uint32_t head, RecordCursor& cursor) {
    const std::uint32_t tag = head >> kValueTypeBits & kStringTagMask;
    const std::uint32_t id = head >> (kValueTypeBits + kStringTagBits);
    if (tag == kStringTagKnown) return known(id, cursor);
    if (tag == kStringTagInline) return text(cursor.u32(), cursor);
    return define(id, tag, cursor);
  }

  /// Starts reading deferred strings from consecutive parts of `texts`. The caller keeps those bytes until
  /// `end_deferred`.
  void begin_deferred(std::string_view texts) { deferred_ = texts; }
  void end_deferred() { deferred_ = {}; }

  std::size_t size() const { return views_.size(); }
  /// Returns the strings from an id on. They stay valid like those of `read`.
  std::vector<std::string_view> since(std::size_t id) const {
    return {views_.begin() + static_cast<std::ptrdiff_t>(id), views_.end()};
  }
  /// Restores a string that was defined in lost records. Missing ids before it were lost too, and no other record
  /// refers to them. Returns false if the id is known, or if the string does not fit.
  bool restore(std::uint32_t id, std::string_view text);

 private:
  static constexpr std::uint32_t kStringTagMask = (1u << kStringTagBits) - 1;

  std::string_view known(std::uint32_t id, RecordCursor& cursor) const {
    if (id < views_.size()) return views_[id];
    cursor.fail();
    return {};
  }
  static std::string_view text(std::uint32_t size, RecordCursor& cursor) {
    const std::uint8_t* text = cursor.bytes(size);
    if (text == nullptr) return {};
    return {reinterpret_cast<const char*>(text), size};
  }
  std::string_view deferred_text(std::uint32_t size, RecordCursor& cursor) {
    if (size > deferred_.size()) {
      cursor.fail();
      return {};
    }
    const std::string_view text = deferred_.substr(0, size);
    deferred_.remove_prefix(size);
    return text;
  }
  std::string_view define(std::uint32_t id, std::uint32_t tag, RecordCursor& cursor);

  std::deque<std::string> strings_;
  /// Views of `strings_` in contiguous memory.
  std::vector<std::string_view> views_;
  std::size_t bytes_ = 0;
  /// The unread rest of the current batch's texts.
  std::string_view deferred_;
};

}  // namespace otel_native
