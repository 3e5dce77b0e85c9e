#include "item-record.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "text-of.hpp"

namespace soak {

using namespace otel_native;
using test::RecordBuilder;

namespace {

constexpr std::uint32_t kSeverities = 24;

void add_name(RecordBuilder& record, std::uint32_t name, const KnownNames& names) {
  const auto known = std::find(names.begin(), names.end(), name);
  if (known != names.end()) {
    record.known(static_cast<std::uint32_t>(known - names.begin()));
  } else {
    record.define(static_cast<std::uint32_t>(names.size()), "work " + std::to_string(name));
  }
}

void add_numbers(RecordBuilder& record, const ItemContent& content) {
  record.attribute("index", kValueTypeInt32).u32(static_cast<std::uint32_t>(content.index));
  record.attribute("bytes", kValueTypeInt32).u32(content.text_bytes);
}

RecordBuilder span_record(const ItemContent& content, const KnownNames& names) {
  RecordBuilder record;
  record.begin(kRecordTypeSpan, kSpanHeaderBytes).at(kSpanScopeIdOffset, content.scope);
  record.at<std::uint8_t>(kSpanKindOffset, 1).at<std::uint32_t>(kSpanAttributeCountOffset, 3);
  record.at(kSpanTraceIdOffset, content.index + 1).at(kSpanSpanIdOffset, __builtin_bswap64(content.id));
  record.at(kSpanStartSecondsOffset, 1.0).at(kSpanEndSecondsOffset, 2.0);
  add_name(record, content.name, names);
  add_numbers(record, content);
  record.attribute("text", kValueTypeString).text(text_of(content.index, content.text_bytes));
  return std::move(record.end());
}

/// Its text is in its body.
RecordBuilder log_record(const ItemContent& content, const KnownNames& names) {
  constexpr std::uint8_t kPresence = kLogPresenceSpanContext | kLogPresenceEventName | kLogPresenceBody;
  const auto severity = 1 + static_cast<std::uint32_t>(content.index % kSeverities);
  RecordBuilder record;
  record.begin(kRecordTypeLog, kLogHeaderBytes).at(kLogScopeIdOffset, content.scope);
  record.at<std::uint8_t>(kLogPresenceOffset, kPresence).at<std::uint32_t>(kLogAttributeCountOffset, 2);
  record.at(kLogTraceIdOffset, content.index + 1).at(kLogSpanIdOffset, __builtin_bswap64(content.id));
  record.at(kLogTimeSecondsOffset, 1.0).at(kLogObservedSecondsOffset, 2.0).at(kLogSeverityNumberOffset, severity);
  add_name(record, content.name, names);
  record.head(kValueTypeMap).u32(1).attribute("text", kValueTypeString);
  record.text(text_of(content.index, content.text_bytes));
  add_numbers(record, content);
  return std::move(record.end());
}

}  // namespace

RecordBuilder item_record(Items items, const ItemContent& content, const KnownNames& names) {
  return items == Items::kSpans ? span_record(content, names) : log_record(content, names);
}

}  // namespace soak
