#include "logs/log-line-encoder.hpp"

#include "logs/line-fields.hpp"
#include "logs/line-time.hpp"
#include "logs/log-record-fields.hpp"
#include "otlp/id-sizes.hpp"
#include "otlp/proto-writer.hpp"
#include "record/format.gen.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {
namespace {

std::string_view text_at(RecordCursor& cursor) {
  const std::uint32_t size = cursor.u32();
  const std::uint8_t* text = cursor.bytes(size);
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text), size);
}

std::string_view without_break(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

LineLimits limits_of(const std::uint8_t* record) {
  const auto u32 = [&](std::size_t offset) { return field_at<std::uint32_t>(record, offset); };
  LineLimits limits;
  limits.attributes = u32(kLogLineAttributeCountLimitOffset);
  limits.attribute.length = u32(kLogLineValueLengthLimitOffset);
  limits.attribute.depth = std::min(u32(kLogLineValueDepthLimitOffset), kMaxValueDepth);
  limits.attribute.nodes = u32(kLogLineValueNodeLimitOffset);
  limits.attribute.bytes = u32(kLogLineValueByteLimitOffset);
  limits.body = limits.attribute;
  limits.body.length = JsonValueLimits::kNone;
  return limits;
}

void encode_line_context(const std::uint8_t* record, ProtoWriter& out) {
  if (record[kLogLineHasSpanContextOffset] == 0) return;
  const std::uint8_t flags = record[kLogLineTraceFlagsOffset];
  if (flags != 0) out.fixed32(log_record::kFlags, flags);
  out.bytes(log_record::kTraceId, record + kLogLineTraceIdOffset, kTraceIdBytes);
  out.bytes(log_record::kSpanId, record + kLogLineSpanIdOffset, kSpanIdBytes);
}

}  // namespace

bool encode_log_line(const std::uint8_t* record, std::size_t size, StringTable& strings, ByteBuffer& buffer,
                     ItemNotes& notes) {
  if (size < kLogLineHeaderBytes) return false;
  RecordCursor cursor(record + kLogLineHeaderBytes, size - kLogLineHeaderBytes);
  const std::string_view severity_text = text_at(cursor);
  const LineKeys keys{.message = text_at(cursor), .error = text_at(cursor)};
  const std::string_view line = strings.read(cursor);
  if (!cursor.ok()) return false;
  ProtoWriter out(buffer);
  const auto message = out.begin(kScopeLogsLogRecords, size);
  const std::size_t begin = buffer.size();
  const LineLimits limits = limits_of(record);
  LineFields fields(keys, limits, record[kLogLineTimeOffset], buffer);
  std::uint64_t time = nanos_of_millis(field_at<double>(record, kLogLineWrittenMillisOffset));
  if (fields.encode(line)) {
    if (fields.has_time()) time = nanos_of_millis(fields.millis());
  } else {
    buffer.truncate(begin);
    fields.encode_body(without_break(line));
    ++notes.unparsed;
  }
  notes.cut_values += fields.cut_values();
  out.fixed64(log_record::kTime, time);
  out.fixed64(log_record::kObservedTime, time);
  const auto severity = field_at<std::uint32_t>(record, kLogLineSeverityNumberOffset);
  out.varint_unless_zero(log_record::kSeverityNumber, enum_value(severity));
  if (!severity_text.empty()) out.string(log_record::kSeverityText, severity_text);
  encode_line_context(record, out);
  out.end(message);
  return true;
}

}  // namespace otel_native
