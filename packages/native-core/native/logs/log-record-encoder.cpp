#include "logs/log-record-encoder.hpp"

#include <otel_native/exporter.h>

#include <algorithm>

#include "logs/log-line-encoder.hpp"
#include "logs/log-record-fields.hpp"
#include "otlp/attribute-encoder.hpp"
#include "otlp/id-sizes.hpp"
#include "otlp/proto-writer.hpp"
#include "otlp/unix-nano.hpp"
#include "record/format.gen.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {
namespace {

std::uint64_t time_at(const std::uint8_t* record, std::size_t seconds, std::size_t nanos) {
  return unix_nano(field_at<double>(record, seconds), field_at<std::uint32_t>(record, nanos));
}

void encode_span_context(const std::uint8_t* record, ProtoWriter& out) {
  const auto flags = field_at<std::uint8_t>(record, kLogTraceFlagsOffset);
  if (flags != 0) out.fixed32(log_record::kFlags, flags);
  out.bytes(log_record::kTraceId, record + kLogTraceIdOffset, kTraceIdBytes);
  out.bytes(log_record::kSpanId, record + kLogSpanIdOffset, kSpanIdBytes);
}

}  // namespace

bool encode_log_record(const std::uint8_t* record, std::size_t size, StringTable& strings, ByteBuffer& buffer) {
  if (size < kLogHeaderBytes) return false;
  const auto u32 = [&](std::size_t offset) { return field_at<std::uint32_t>(record, offset); };
  const auto presence = field_at<std::uint8_t>(record, kLogPresenceOffset);
  RecordCursor cursor(record + kLogHeaderBytes, size - kLogHeaderBytes);
  const auto text_if = [&](std::uint32_t bit) { return presence & bit ? strings.read(cursor) : std::string_view{}; };
  const std::size_t buffer_size = buffer.size();
  ProtoWriter out(buffer);

  const auto message = out.begin(kScopeLogsLogRecords, size);
  out.fixed64(log_record::kTime, time_at(record, kLogTimeSecondsOffset, kLogTimeNanosOffset));
  out.varint_unless_zero(log_record::kSeverityNumber, enum_value(u32(kLogSeverityNumberOffset)));
  if (const std::string_view text = text_if(kLogPresenceSeverityText); !text.empty()) {
    out.string(log_record::kSeverityText, text);
  }
  const std::string_view event_name = text_if(kLogPresenceEventName);
  if (presence & kLogPresenceBody) encode_value(cursor, strings, log_record::kBody, out);
  encode_attributes(cursor, strings, u32(kLogAttributeCountOffset), log_record::kAttributes, out);
  out.varint_unless_zero(log_record::kDroppedAttributes, u32(kLogDroppedAttributesOffset));
  if (presence & kLogPresenceSpanContext) encode_span_context(record, out);
  out.fixed64(log_record::kObservedTime, time_at(record, kLogObservedSecondsOffset, kLogObservedNanosOffset));
  if (!event_name.empty()) out.string(log_record::kEventName, event_name);
  out.end(message);

  if (!cursor.ok()) buffer.truncate(buffer_size);
  return cursor.ok();
}

namespace {

constexpr std::uint32_t kMinHeaderBytes = std::min(kLogHeaderBytes, kLogLineHeaderBytes);
static_assert(kLogLineScopeIdOffset == kLogScopeIdOffset, "the scope is found before the type of the record is known");

bool encode_item(const std::uint8_t* record, std::size_t size, StringTable& strings, ByteBuffer& out,
                 ItemNotes& notes) {
  if (record[kRecordRecordTypeOffset] == kRecordTypeLogLine) return encode_log_line(record, size, strings, out, notes);
  return encode_log_record(record, size, strings, out);
}

}  // namespace

const ItemKind kLogRecords{.signal = OTEL_NATIVE_SIGNAL_LOGS,
                           .record_types = {kRecordTypeLog, kRecordTypeLogLine},
                           .header_bytes = kMinHeaderBytes,
                           .scope_id_offset = kLogScopeIdOffset,
                           .encode = encode_item};

}  // namespace otel_native
