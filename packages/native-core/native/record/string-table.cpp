#include "record/string-table.hpp"

namespace otel_native {

std::string_view StringTable::define(std::uint32_t id, std::uint32_t tag, RecordCursor& cursor) {
  const std::string_view defined = text(cursor.u32(), cursor);
  // After a restore, records may define strings again that the table already has.
  if (cursor.ok() && tag == kStringTagDefine && id < views_.size() && views_[id] == defined) return views_[id];
  if (!cursor.ok() || tag != kStringTagDefine || !restore(id, defined)) {
    cursor.fail();
    return {};
  }
  return views_.back();
}

bool StringTable::restore(std::uint32_t id, std::string_view text) {
  if (id < views_.size() || id >= kMaxStrings || bytes_ + text.size() > kMaxStringTableBytes) return false;
  bytes_ += text.size();
  views_.resize(id);
  views_.emplace_back(strings_.emplace_back(text));
  return true;
}

}  // namespace otel_native
