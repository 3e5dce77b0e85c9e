#include "otlp/envelope.hpp"

#include "otlp/attribute-encoder.hpp"
#include "otlp/proto-writer.hpp"
#include "record/format.gen.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {
namespace {

// opentelemetry/proto/resource/v1/resource.proto, common.proto, and those of the signals
constexpr std::uint32_t kResource = 1;   // of Resource…
constexpr std::uint32_t kScope = 1;      // of Scope…
constexpr std::uint32_t kSchemaUrl = 3;  // of all of them
constexpr std::uint32_t kResourceAttributes = 1;
constexpr std::uint32_t kScopeName = 1, kScopeVersion = 2, kScopeAttributes = 3, kScopeDroppedAttributes = 4;

void string_unless_empty(ProtoWriter& out, std::uint32_t field, std::string_view text) {
  if (!text.empty()) out.string(field, text);
}

}  // namespace

bool encode_resource(const std::uint8_t* record, std::size_t size, StringTable& strings, Envelope& envelope) {
  if (size < kResourceHeaderBytes) return false;
  RecordCursor cursor(record + kResourceHeaderBytes, size - kResourceHeaderBytes);
  envelope.head.clear();
  envelope.tail.clear();
  ProtoWriter tail(envelope.tail);
  string_unless_empty(tail, kSchemaUrl, strings.read(cursor));
  ProtoWriter head(envelope.head);
  const auto message = head.begin(kResource, size);
  encode_attributes(cursor, strings, field_at<std::uint32_t>(record, kResourceAttributeCountOffset),
                    kResourceAttributes, head);
  head.end(message);
  return cursor.ok();
}

bool encode_scope(const std::uint8_t* record, std::size_t size, std::size_t id, StringTable& strings,
                  Envelope& envelope) {
  if (size < kScopeHeaderBytes) return false;
  if (field_at<std::uint32_t>(record, kScopeScopeIdOffset) != id) return false;
  RecordCursor cursor(record + kScopeHeaderBytes, size - kScopeHeaderBytes);
  const std::string_view name = strings.read(cursor);
  const std::string_view version = strings.read(cursor);
  const std::string_view schema_url = strings.read(cursor);
  ProtoWriter head(envelope.head);
  const auto message = head.begin(kScope);
  head.string(kScopeName, name);
  string_unless_empty(head, kScopeVersion, version);
  encode_attributes(cursor, strings, field_at<std::uint32_t>(record, kScopeAttributeCountOffset), kScopeAttributes,
                    head);
  head.varint_unless_zero(kScopeDroppedAttributes, field_at<std::uint32_t>(record, kScopeDroppedAttributesOffset));
  head.end(message);
  ProtoWriter tail(envelope.tail);
  string_unless_empty(tail, kSchemaUrl, schema_url);
  return cursor.ok();
}

ByteBuffer enclose(const Envelope& resource, const ByteBuffer& scopes) {
  ByteBuffer request;
  const std::size_t content = resource.size() + scopes.size();
  request.reserve(1 + varint_size(content) + content);
  ProtoWriter out(request);
  out.length(kRequestResources, content);
  out.raw(resource.head);
  out.raw(scopes);
  out.raw(resource.tail);
  return request;
}

}  // namespace otel_native
