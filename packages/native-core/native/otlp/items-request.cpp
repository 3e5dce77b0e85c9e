#include "otlp/items-request.hpp"

#include "otlp/proto-writer.hpp"
#include "record/format.gen.hpp"
#include "record/record-cursor.hpp"
#include "traces/span-encoder.hpp"

namespace otel_native {
namespace {

/// What a scope's buffer may keep between requests; one that grew larger is given back.
constexpr std::size_t kMaxKeptScopeBytes = 1u << 20;

}  // namespace

bool TraceRequestBuilder::set_resource(const std::uint8_t* record, std::size_t size, StringTable& strings) {
  has_resource_ = encode_resource(record, size, strings, resource_);
  return has_resource_;
}

bool TraceRequestBuilder::add_scope(const std::uint8_t* record, std::size_t size, StringTable& strings) {
  Scope scope;
  if (!encode_scope(record, size, scopes_.size(), strings, scope.envelope)) return false;
  scopes_.push_back(std::move(scope));
  return true;
}

bool TraceRequestBuilder::add_span(const std::uint8_t* record, std::size_t size, StringTable& strings) {
  if (size < kSpanHeaderBytes) return false;
  const std::uint32_t scope_id = field_at<std::uint32_t>(record, kSpanScopeIdOffset);
  if (scope_id >= scopes_.size()) return false;
  ByteBuffer& spans = scopes_[scope_id].spans;
  const std::size_t before = spans.size();
  if (!encode_span(record, size, strings, spans)) return false;
  span_bytes_ += spans.size() - before;
  ++span_count_;
  return true;
}

ByteBuffer TraceRequestBuilder::cut() {
  // In one piece, with each span copied once.
  const std::size_t content = resource_.size() + scope_spans_size();
  ByteBuffer request;
  request.reserve(1 + varint_size(content) + content);
  ProtoWriter out(request);
  out.length(kRequestResources, content);
  out.raw(resource_.head);
  take_scope_spans(request);
  out.raw(resource_.tail);
  return request;
}

ByteBuffer TraceRequestBuilder::cut_without_resource() {
  ByteBuffer scope_spans;
  scope_spans.reserve(scope_spans_size());
  take_scope_spans(scope_spans);
  return scope_spans;
}

std::size_t TraceRequestBuilder::scope_spans_size() const {
  std::size_t size = 0;
  for (const Scope& scope : scopes_) {
    if (!scope.spans.empty()) size += 1 + varint_size(scope.size()) + scope.size();
  }
  return size;
}

void TraceRequestBuilder::take_scope_spans(ByteBuffer& to) {
  ProtoWriter out(to);
  for (Scope& scope : scopes_) {
    if (scope.spans.empty()) continue;
    out.length(kResourceScopes, scope.size());
    out.raw(scope.envelope.head);
    out.raw(scope.spans);
    out.raw(scope.envelope.tail);
    if (scope.spans.capacity() > kMaxKeptScopeBytes) scope.spans = ByteBuffer();
    scope.spans.clear();
  }
  span_count_ = 0;
  span_bytes_ = 0;
}

}  // namespace otel_native
