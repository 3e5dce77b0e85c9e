#include "otlp/items-request.hpp"

#include <algorithm>

#include "otlp/proto-writer.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {
namespace {

/// Capacity that a scope's buffer keeps between requests; a larger buffer is freed.
constexpr std::size_t kMaxKeptScopeBytes = 1u << 20;

}  // namespace

bool ItemsRequest::set_resource(const std::uint8_t* record, std::size_t size, StringTable& strings) {
  has_resource_ = encode_resource(record, size, strings, resource_);
  return has_resource_;
}

bool ItemsRequest::add_scope(const std::uint8_t* record, std::size_t size, StringTable& strings) {
  Scope scope;
  if (!encode_scope(record, size, scopes_.size(), strings, scope.envelope)) return false;
  envelope_bytes_ += kHeadBytes + scope.envelope.size();
  scopes_.push_back(std::move(scope));
  return true;
}

bool ItemsRequest::add_item(const std::uint8_t* record, std::size_t size, StringTable& strings) {
  if (size < kind_.header_bytes) return false;
  const std::uint32_t scope_id = field_at<std::uint32_t>(record, kind_.scope_id_offset);
  if (scope_id >= scopes_.size()) return false;
  ByteBuffer& items = scopes_[scope_id].items;
  const std::size_t before = items.size();
  if (!kind_.encode(record, size, strings, items, notes_)) return false;
  last_scope_ = scope_id;
  bytes_before_last_ = before;
  largest_before_last_ = largest_item_bytes_;
  item_bytes_ += items.size() - before;
  largest_item_bytes_ = std::max(largest_item_bytes_, items.size() - before);
  ++item_count_;
  return true;
}

ByteSpan ItemsRequest::last_item() const {
  const ByteBuffer& items = scopes_[last_scope_].items;
  return ByteSpan(items.data(), items.size()).subspan(bytes_before_last_);
}

void ItemsRequest::take_back_item() {
  item_bytes_ -= last_item().size();
  largest_item_bytes_ = largest_before_last_;
  --item_count_;
  ByteBuffer& items = scopes_[last_scope_].items;
  items.truncate(bytes_before_last_);
  items.shrink_to_fit();
}

ByteBuffer ItemsRequest::cut() {
  // Allocate once, so that each item is copied once.
  const std::size_t content = resource_.size() + scope_items_size();
  ByteBuffer request;
  request.reserve(1 + varint_size(content) + content);
  ProtoWriter out(request);
  out.length(kRequestResources, content);
  out.raw(resource_.head);
  take_scope_items(request);
  out.raw(resource_.tail);
  return request;
}

ByteBuffer ItemsRequest::cut_without_resource() {
  ByteBuffer scope_items;
  scope_items.reserve(scope_items_size());
  take_scope_items(scope_items);
  return scope_items;
}

std::size_t ItemsRequest::scope_items_size() const {
  std::size_t size = 0;
  for (const Scope& scope : scopes_) {
    if (!scope.items.empty()) size += 1 + varint_size(scope.size()) + scope.size();
  }
  return size;
}

void ItemsRequest::take_scope_items(ByteBuffer& to) {
  ProtoWriter out(to);
  for (Scope& scope : scopes_) {
    if (scope.items.empty()) continue;
    out.length(kResourceScopes, scope.size());
    out.raw(scope.envelope.head);
    out.raw(scope.items);
    out.raw(scope.envelope.tail);
    if (scope.items.capacity() > kMaxKeptScopeBytes) scope.items = ByteBuffer();
    scope.items.clear();
  }
  item_count_ = 0;
  item_bytes_ = 0;
  largest_item_bytes_ = 0;
}

}  // namespace otel_native
