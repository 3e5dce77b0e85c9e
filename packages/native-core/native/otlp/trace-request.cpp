#include "otlp/trace-request.hpp"

#include "otlp/attribute-encoder.hpp"
#include "otlp/proto-writer.hpp"
#include "otlp/span-encoder.hpp"
#include "record/format.gen.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {
namespace {

// opentelemetry/proto/collector/trace/v1/trace_service.proto, trace.proto, resource.proto and common.proto
constexpr std::uint32_t kRequestResourceSpans = 1;
constexpr std::uint32_t kResourceSpansResource = 1, kResourceSpansScopeSpans = 2;
constexpr std::uint32_t kScopeSpansScope = 1;
constexpr std::uint32_t kSchemaUrl = 3;  // of ResourceSpans and of ScopeSpans
constexpr std::uint32_t kResourceAttributes = 1;
constexpr std::uint32_t kScopeName = 1, kScopeVersion = 2;

/// What a scope's buffer may keep between requests; one that grew larger is given back.
constexpr std::size_t kMaxKeptScopeBytes = 1u << 20;

void string_unless_empty(ProtoWriter& out, std::uint32_t field, std::string_view text) {
  if (!text.empty()) out.string(field, text);
}

}  // namespace

bool TraceRequestBuilder::set_resource(const std::uint8_t* record, std::size_t size, StringTable& strings) {
  if (size < kResourceHeaderBytes) return false;
  RecordCursor cursor(record + kResourceHeaderBytes, size - kResourceHeaderBytes);
  resource_head_.clear();
  resource_tail_.clear();
  ProtoWriter tail(resource_tail_);
  string_unless_empty(tail, kSchemaUrl, strings.read(cursor));
  ProtoWriter head(resource_head_);
  const auto message = head.begin(kResourceSpansResource, size);
  encode_attributes(cursor, strings, field_at<std::uint32_t>(record, kResourceAttributeCountOffset),
                    kResourceAttributes, head);
  head.end(message);
  has_resource_ = cursor.ok();
  return has_resource_;
}

bool TraceRequestBuilder::add_scope(const std::uint8_t* record, std::size_t size, StringTable& strings) {
  if (size < kScopeHeaderBytes) return false;
  if (field_at<std::uint32_t>(record, kScopeScopeIdOffset) != scopes_.size()) return false;
  RecordCursor cursor(record + kScopeHeaderBytes, size - kScopeHeaderBytes);
  const std::string_view name = strings.read(cursor);
  const std::string_view version = strings.read(cursor);
  const std::string_view schema_url = strings.read(cursor);
  if (!cursor.ok()) return false;
  Scope scope;
  ProtoWriter head(scope.head);
  const auto message = head.begin(kScopeSpansScope);
  head.string(kScopeName, name);
  string_unless_empty(head, kScopeVersion, version);
  head.end(message);
  ProtoWriter tail(scope.tail);
  string_unless_empty(tail, kSchemaUrl, schema_url);
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
  ByteBuffer request;
  begin_request(scope_spans_size(), request);
  take_scope_spans(request);
  request.append(resource_tail_.data(), resource_tail_.size());
  return request;
}

ByteBuffer TraceRequestBuilder::cut_without_resource() {
  ByteBuffer scope_spans;
  scope_spans.reserve(scope_spans_size());
  take_scope_spans(scope_spans);
  return scope_spans;
}

ByteBuffer TraceRequestBuilder::with_resource(const ByteBuffer& scope_spans) const {
  ByteBuffer request;
  begin_request(scope_spans.size(), request);
  request.append(scope_spans.data(), scope_spans.size());
  request.append(resource_tail_.data(), resource_tail_.size());
  return request;
}

std::size_t TraceRequestBuilder::scope_spans_size() const {
  std::size_t size = 0;
  for (const Scope& scope : scopes_) {
    if (!scope.spans.empty()) size += 1 + varint_size(scope.size()) + scope.size();
  }
  return size;
}

void TraceRequestBuilder::begin_request(std::size_t scope_spans_size, ByteBuffer& request) const {
  const std::size_t content = resource_head_.size() + scope_spans_size + resource_tail_.size();
  request.reserve(1 + varint_size(content) + content);
  ProtoWriter out(request);
  out.length(kRequestResourceSpans, content);
  out.raw(resource_head_);
}

void TraceRequestBuilder::take_scope_spans(ByteBuffer& to) {
  ProtoWriter out(to);
  for (Scope& scope : scopes_) {
    if (scope.spans.empty()) continue;
    out.length(kResourceSpansScopeSpans, scope.size());
    out.raw(scope.head);
    out.raw(scope.spans);
    out.raw(scope.tail);
    if (scope.spans.capacity() > kMaxKeptScopeBytes) scope.spans = ByteBuffer();
    scope.spans.clear();
  }
  span_count_ = 0;
  span_bytes_ = 0;
}

}  // namespace otel_native
