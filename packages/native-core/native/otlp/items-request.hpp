#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "otlp/envelope.hpp"
#include "otlp/item-kind.hpp"
#include "otlp/proto-cursor.hpp"
#include "record/byte-buffer.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// The parts of a signal's `Export…ServiceRequest` for one resource. Each part is encoded when it becomes known; items
/// are grouped by instrumentation scope until the request is cut.
class ItemsRequest {
 public:
  explicit ItemsRequest(const ItemKind& kind) : kind_(kind) {}

  /// Both read a whole record and return false if it is not well formed.
  bool set_resource(const std::uint8_t* record, std::size_t size, StringTable& strings);
  bool add_scope(const std::uint8_t* record, std::size_t size, StringTable& strings);
  bool add_item(const std::uint8_t* record, std::size_t size, StringTable& strings);
  /// The last item that was added, as the field of its scope. Valid until the next change.
  ByteSpan last_item() const;
  /// Removes it again.
  void take_back_item();

  /// Returns the notes of all items since the last call.
  ItemNotes take_notes() { return std::exchange(notes_, {}); }

  bool has_resource() const { return has_resource_; }
  std::uint32_t item_count() const { return item_count_; }
  /// Encoded bytes of the items added since the last request.
  std::size_t item_bytes() const { return item_bytes_; }
  /// Whether a request of `max_bytes` has room for another item, if that is not larger than those before it.
  bool has_room(std::size_t max_bytes) const {
    return item_bytes_ + largest_item_bytes_ + envelope_bytes_ + resource_.size() <= max_bytes;
  }

  /// Returns the request with everything added since the last one, and starts an empty one.
  ByteBuffer cut();
  /// Like `cut`, but without the resource, which `with_resource` adds later.
  ByteBuffer cut_without_resource();
  ByteBuffer with_resource(const ByteBuffer& scope_items) const { return enclose(resource_, scope_items); }

 private:
  struct Scope {
    Envelope envelope;
    ByteBuffer items;

    std::size_t size() const { return envelope.size() + items.size(); }
  };

  /// Most bytes of a tag and a length.
  static constexpr std::size_t kHeadBytes = 6;

  std::size_t scope_items_size() const;
  void take_scope_items(ByteBuffer& to);

  const ItemKind& kind_;
  ItemNotes notes_;
  std::vector<Scope> scopes_;
  Envelope resource_;
  bool has_resource_ = false;
  std::uint32_t item_count_ = 0;
  std::size_t item_bytes_ = 0;
  std::size_t largest_item_bytes_ = 0;
  /// Bytes around the items of a request that has all scopes, without the resource.
  std::size_t envelope_bytes_ = kHeadBytes;
  /// The scope of the last item, and what was before it.
  std::size_t last_scope_ = 0;
  std::size_t bytes_before_last_ = 0;
  std::size_t largest_before_last_ = 0;
};

}  // namespace otel_native
