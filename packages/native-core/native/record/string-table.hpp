#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "record/format.gen.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {

/// The native half of a pipeline's string table: what the writer's ids stand for. The view of a known string
/// stays valid as long as the table (a deque never moves its strings), that of an inline one as long as the record.
class StringTable {
 public:
  /// Reads a string reference and what follows it. A reference that makes no sense fails the cursor.
  std::string_view read(RecordCursor& cursor);

  std::size_t size() const { return strings_.size(); }

 private:
  std::string_view define(std::uint32_t id, RecordCursor& cursor);

  std::deque<std::string> strings_;
  std::size_t bytes_ = 0;
};

}  // namespace otel_native
