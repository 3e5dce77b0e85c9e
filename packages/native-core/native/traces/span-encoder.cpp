#include "traces/span-encoder.hpp"

#include <otel_native/exporter.h>

#include <cstring>

#include "otlp/attribute-encoder.hpp"
#include "otlp/id-sizes.hpp"
#include "otlp/proto-writer.hpp"
#include "otlp/unix-nano.hpp"
#include "record/format.gen.hpp"
#include "record/hex.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {
namespace {

// opentelemetry/proto/trace/v1/trace.proto
constexpr std::uint32_t kScopeSpansSpans = 2;
namespace span {
constexpr std::uint32_t kTraceId = 1, kSpanId = 2, kTraceState = 3, kParentSpanId = 4, kName = 5, kKind = 6,
                        kStartTime = 7, kEndTime = 8, kAttributes = 9, kDroppedAttributes = 10, kEvents = 11,
                        kDroppedEvents = 12, kLinks = 13, kDroppedLinks = 14, kStatus = 15, kFlags = 16;
}
namespace event {
constexpr std::uint32_t kTime = 1, kName = 2, kAttributes = 3, kDroppedAttributes = 4;
}
namespace link {
constexpr std::uint32_t kTraceId = 1, kSpanId = 2, kTraceState = 3, kAttributes = 4, kDroppedAttributes = 5, kFlags = 6;
}
namespace status {
constexpr std::uint32_t kMessage = 2, kCode = 3;
}

void encode_event(RecordCursor& cursor, StringTable& strings, ProtoWriter& out) {
  const double seconds = cursor.f64();
  const std::uint32_t nanos = cursor.u32();
  const auto message = out.begin(span::kEvents);
  out.fixed64(event::kTime, unix_nano(seconds, nanos));
  out.string(event::kName, strings.read(cursor));
  const std::uint32_t dropped = cursor.u32();
  encode_attributes(cursor, strings, cursor.u32(), event::kAttributes, out);
  out.varint_unless_zero(event::kDroppedAttributes, dropped);
  out.end(message);
}

/// Reads the ids of a link. Records of spools from earlier versions have them as bytes.
bool read_link_ids(RecordCursor& cursor, StringTable& strings, bool are_texts, std::uint8_t* ids) {
  if (!are_texts) {
    const std::uint8_t* bytes = cursor.bytes(kTraceIdBytes + kSpanIdBytes);
    if (bytes != nullptr) std::memcpy(ids, bytes, kTraceIdBytes + kSpanIdBytes);
    return cursor.ok();
  }
  parse_hex(strings.read(cursor), ids, kTraceIdBytes);
  parse_hex(strings.read(cursor), ids + kTraceIdBytes, kSpanIdBytes);
  return cursor.ok();
}

void encode_link(RecordCursor& cursor, StringTable& strings, bool ids_are_texts, ProtoWriter& out) {
  std::uint8_t ids[kTraceIdBytes + kSpanIdBytes];
  if (!read_link_ids(cursor, strings, ids_are_texts, ids)) return;
  const auto message = out.begin(span::kLinks);
  out.bytes(link::kTraceId, ids, kTraceIdBytes);
  out.bytes(link::kSpanId, ids + kTraceIdBytes, kSpanIdBytes);
  const std::uint32_t flags = cursor.u32();
  const std::string_view trace_state = strings.read(cursor);
  if (!trace_state.empty()) out.string(link::kTraceState, trace_state);
  const std::uint32_t dropped = cursor.u32();
  encode_attributes(cursor, strings, cursor.u32(), link::kAttributes, out);
  out.varint_unless_zero(link::kDroppedAttributes, dropped);
  out.fixed32(link::kFlags, flags);
  out.end(message);
}

/// Also written if it is empty, as the JavaScript exporters do: decoded requests are then equal.
void encode_status(ProtoWriter& out, std::uint8_t code, std::string_view message_text) {
  const auto message = out.begin(span::kStatus);
  if (!message_text.empty()) out.string(status::kMessage, message_text);
  out.varint(status::kCode, code);
  out.end(message);
}

}  // namespace

bool encode_span(const std::uint8_t* record, std::size_t size, StringTable& strings, ByteBuffer& buffer) {
  if (size < kSpanHeaderBytes) return false;
  const auto u8 = [&](std::size_t offset) { return field_at<std::uint8_t>(record, offset); };
  const auto u32 = [&](std::size_t offset) { return field_at<std::uint32_t>(record, offset); };
  const auto time = [&](std::size_t seconds, std::size_t nanos) {
    return unix_nano(field_at<double>(record, seconds), u32(nanos));
  };
  const std::uint8_t presence = u8(kSpanPresenceOffset);
  RecordCursor cursor(record + kSpanHeaderBytes, size - kSpanHeaderBytes);
  const std::size_t buffer_size = buffer.size();
  ProtoWriter out(buffer);

  const auto message = out.begin(kScopeSpansSpans, size);
  out.bytes(span::kTraceId, record + kSpanTraceIdOffset, kTraceIdBytes);
  out.bytes(span::kSpanId, record + kSpanSpanIdOffset, kSpanIdBytes);
  const std::string_view name = strings.read(cursor);
  if (presence & kSpanPresenceTraceState) out.string(span::kTraceState, strings.read(cursor));
  const std::string_view status_message =
      presence & kSpanPresenceStatusMessage ? strings.read(cursor) : std::string_view{};
  if (presence & kSpanPresenceParent) {
    out.bytes(span::kParentSpanId, record + kSpanParentSpanIdOffset, kSpanIdBytes);
  }
  out.string(span::kName, name);
  out.varint(span::kKind, u8(kSpanKindOffset));
  out.fixed64(span::kStartTime, time(kSpanStartSecondsOffset, kSpanStartNanosOffset));
  out.fixed64(span::kEndTime, time(kSpanEndSecondsOffset, kSpanEndNanosOffset));
  const auto encode = presence & kSpanPresenceRepeatedKeys ? encode_repeated_attributes : encode_attributes;
  encode(cursor, strings, u32(kSpanAttributeCountOffset), span::kAttributes, out);
  out.varint_unless_zero(span::kDroppedAttributes, u32(kSpanDroppedAttributesOffset));
  for (std::uint32_t i = u32(kSpanEventCountOffset); i > 0 && cursor.ok(); --i) {
    encode_event(cursor, strings, out);
  }
  out.varint_unless_zero(span::kDroppedEvents, u32(kSpanDroppedEventsOffset));
  for (std::uint32_t i = u32(kSpanLinkCountOffset); i > 0 && cursor.ok(); --i) {
    encode_link(cursor, strings, (presence & kSpanPresenceTextIds) != 0, out);
  }
  out.varint_unless_zero(span::kDroppedLinks, u32(kSpanDroppedLinksOffset));
  encode_status(out, u8(kSpanStatusCodeOffset), status_message);
  out.fixed32(span::kFlags, u32(kSpanFlagsOffset));
  out.end(message);

  if (!cursor.ok()) buffer.truncate(buffer_size);
  return cursor.ok();
}

namespace {

bool encode_span_item(const std::uint8_t* record, std::size_t size, StringTable& strings, ByteBuffer& out, ItemNotes&) {
  return encode_span(record, size, strings, out);
}

}  // namespace

const ItemKind kSpans{.signal = OTEL_NATIVE_SIGNAL_TRACES,
                      .record_types = {kRecordTypeSpan, kRecordTypeSpan},
                      .header_bytes = kSpanHeaderBytes,
                      .scope_id_offset = kSpanScopeIdOffset,
                      .encode = encode_span_item};

}  // namespace otel_native
