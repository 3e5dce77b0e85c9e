#include "record/string-table.hpp"

namespace otel_native {

std::string_view StringTable::define(std::uint32_t id, std::uint32_t tag, RecordCursor& cursor) {
  const std::string_view defined = text(cursor.u32(), cursor);
  const bool fits = cursor.ok() && tag == kStringTagDefine && id == views_.size() && id < kMaxStrings &&
                    bytes_ + defined.size() <= kMaxStringTableBytes;
  if (!fits) {
    cursor.fail();
    return {};
  }
  bytes_ += defined.size();
  return views_.emplace_back(strings_.emplace_back(defined));
}

}  // namespace otel_native
