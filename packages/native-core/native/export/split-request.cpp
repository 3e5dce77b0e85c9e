#include "export/split-request.hpp"

#include <cstddef>
#include <utility>

#include "otlp/item-path.hpp"

namespace otel_native {
namespace {

struct Total {
  std::uint32_t items = 0;
  std::size_t bytes = 0;
};

/// Adds up the items below `message`. Returns false if it is not well formed.
bool add_items(const ItemPath& path, ByteSpan message, std::size_t depth, Total& total) {
  ProtoCursor cursor(message);
  while (cursor.next()) {
    const ProtoField& field = cursor.field();
    if (!path.leads(depth, field)) continue;
    if (path.ends_at(depth)) {
      ++total.items;
      total.bytes += field.whole.size();
    } else if (!add_items(path, field.content, depth + 1, total)) {
      return false;
    }
  }
  return cursor.is_valid();
}

/// An item in the first half costs an attempt with it and one with the other half; an item in the second half often
/// costs only the attempt with the first. Among 512 items, this share needs 20 attempts at most, and equal halves 22.
/// Rounds to the nearest number: at least 1 of 2, and never all.
std::uint64_t four_ninths_of(std::uint64_t items) { return (items * 4 + 4) / 9; }

class Splitter {
 public:
  Splitter(const ItemPath& path, const Total& total, SplitBy by) : path_(path), total_(total), by_(by) {}

  SplitRequest split(ByteSpan request) {
    // No half is larger than the whole.
    result_.first.request.reserve(request.size());
    result_.second.request.reserve(request.size());
    copy(request, 0);
    result_.first.request.shrink_to_fit();
    result_.second.request.shrink_to_fit();
    return std::move(result_);
  }

 private:
  /// The start of a message in one half, to close it, or to take it back if no item follows.
  struct Opened {
    Opened(SplitRequest::Half& half, const ProtoField& field)
        : half(half),
          size_before(half.request.size()),
          items_before(half.item_count),
          message(ProtoWriter(half.request).begin(field.number, field.content.size())) {}
    void close() {
      if (half.item_count == items_before) return half.request.truncate(size_before);
      ProtoWriter(half.request).end(message);
    }

    SplitRequest::Half& half;
    const std::size_t size_before;
    const std::uint32_t items_before;
    const ProtoWriter::Message message;
  };

  void copy(ByteSpan message, std::size_t depth) {
    ProtoCursor cursor(message);
    while (cursor.next()) {
      const ProtoField& field = cursor.field();
      if (!path_.leads(depth, field)) {
        result_.first.request.append(field.whole.data(), field.whole.size());
        result_.second.request.append(field.whole.data(), field.whole.size());
      } else if (path_.ends_at(depth)) {
        copy_item(field.whole);
      } else {
        Opened first(result_.first, field);
        Opened second(result_.second, field);
        copy(field.content, depth + 1);
        first.close();
        second.close();
      }
    }
  }

  void copy_item(ByteSpan item) {
    SplitRequest::Half& half = goes_first(item.size()) ? result_.first : result_.second;
    half.request.append(item.data(), item.size());
    ++half.item_count;
    ++seen_.items;
    seen_.bytes += item.size();
  }

  bool goes_first(std::size_t bytes) const {
    if (by_ == SplitBy::kItems) return seen_.items < total_.items / 2;
    if (by_ == SplitBy::kFewerFirst) return seen_.items < four_ninths_of(total_.items);
    if (seen_.items == 0) return true;
    return seen_.items + 1 < total_.items && seen_.bytes + bytes <= total_.bytes / 2;
  }

  const ItemPath& path_;
  const Total total_;
  const SplitBy by_;
  Total seen_;
  SplitRequest result_;
};

}  // namespace

std::optional<SplitRequest> split_request(std::uint32_t signal, ByteSpan request, SplitBy by) {
  if (signal == 0 || signal >= kItemPaths.size()) return std::nullopt;
  const ItemPath& path = kItemPaths[signal];
  Total total;
  if (!add_items(path, request, 0, total) || total.items < 2) return std::nullopt;
  return Splitter(path, total, by).split(request);
}

}  // namespace otel_native
