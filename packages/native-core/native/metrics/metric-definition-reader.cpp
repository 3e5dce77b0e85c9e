// The part of `MetricCollector` that reads definitions.
#include "metrics/metric-collector.hpp"
#include "otlp/attribute-encoder.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {
namespace {

constexpr std::uint32_t kExemplarFilteredAttributes = 7;

bool encode(const std::uint8_t* content, std::size_t size, std::uint32_t count, std::uint32_t field,
            StringTable& strings, ByteBuffer& to) {
  to.clear();
  RecordCursor cursor(content, size);
  ProtoWriter out(to);
  encode_attributes(cursor, strings, count, field, out);
  return cursor.ok();
}

}  // namespace

bool MetricCollector::define(const ByteBuffer& records) {
  std::size_t at = 0;
  while (at < records.size()) {
    const std::size_t left = records.size() - at;
    if (left < kRecordHeaderBytes) return false;
    const std::uint8_t* record = records.data() + at;
    const std::size_t size = field_at<std::uint32_t>(record, kRecordRecordBytesOffset);
    if (size < kRecordAlignment || size > left || size % kRecordAlignment != 0) return false;
    if (!define_record(record, size)) return false;
    at += size;
  }
  return true;
}

bool MetricCollector::define_record(const std::uint8_t* record, std::size_t size) {
  switch (record[kRecordRecordTypeOffset]) {
    case kRecordTypeResource:
      has_resource_ = encode_resource(record, size, strings_, resource_);
      return has_resource_;
    case kRecordTypeScope:
      return define_scope(record, size);
    case kRecordTypeStream:
      return define_stream(record, size);
    case kRecordTypeSeries:
      return define_series(record, size);
    case kRecordTypeExemplars:
      return define_exemplars(record, size);
    case kRecordTypeFiltered:
      return define_filtered(record, size);
    default:
      return false;
  }
}

bool MetricCollector::define_scope(const std::uint8_t* record, std::size_t size) {
  Scope scope;
  if (!encode_scope(record, size, scopes_.size(), strings_, scope.envelope)) return false;
  scopes_.push_back(std::move(scope));
  return true;
}

bool MetricCollector::define_stream(const std::uint8_t* record, std::size_t size) {
  MetricStream stream;
  if (!stream.define(record, size, strings_) || stream.scope_id >= scopes_.size()) return false;
  const auto id = field_at<std::uint32_t>(record, kStreamStreamIdOffset);
  if (id < streams_.size()) {
    streams_[id].head = std::move(stream.head);
    return true;
  }
  if (id != streams_.size()) return false;
  scopes_[stream.scope_id].streams.push_back(id);
  streams_.push_back(std::move(stream));
  return true;
}

bool MetricCollector::define_series(const std::uint8_t* record, std::size_t size) {
  if (size < kSeriesHeaderBytes) return false;
  const auto stream_id = field_at<std::uint32_t>(record, kSeriesStreamIdOffset);
  if (stream_id >= streams_.size()) return false;
  MetricStream& stream = streams_[stream_id];
  const auto id = field_at<std::uint32_t>(record, kSeriesSeriesIdOffset);
  if (id > stream.series.size()) return false;
  if (id == stream.series.size()) stream.series.emplace_back();
  Series& series = stream.series[id];
  series.reported = false;
  series.number = 0;
  series.histogram.reset();
  series.observed.reset();
  series.place = {field_at<std::uint32_t>(record, kSeriesChunkOffset),
                  field_at<std::uint32_t>(record, kSeriesPlaceOffset)};
  return encode(record + kSeriesHeaderBytes, size - kSeriesHeaderBytes,
                field_at<std::uint32_t>(record, kSeriesAttributeCountOffset), stream.attributes_field(), strings_,
                series.attributes);
}

bool MetricCollector::define_exemplars(const std::uint8_t* record, std::size_t size) {
  if (size < kExemplarsHeaderBytes) return false;
  const auto stream_id = field_at<std::uint32_t>(record, kExemplarsStreamIdOffset);
  if (stream_id >= streams_.size()) return false;
  const auto id = field_at<std::uint32_t>(record, kExemplarsSeriesIdOffset);
  if (id >= streams_[stream_id].series.size()) return false;
  Series& series = streams_[stream_id].series[id];
  series.exemplars = {field_at<std::uint32_t>(record, kExemplarsChunkOffset),
                      field_at<std::uint32_t>(record, kExemplarsPlaceOffset)};
  series.has_exemplars = true;
  return true;
}

bool MetricCollector::define_filtered(const std::uint8_t* record, std::size_t size) {
  if (size < kFilteredHeaderBytes) return false;
  FilteredAttributes& filtered = filtered_[field_at<std::uint32_t>(record, kFilteredFilteredIdOffset)];
  filtered.epoch = field_at<std::uint32_t>(record, kFilteredEpochOffset);
  return encode(record + kFilteredHeaderBytes, size - kFilteredHeaderBytes,
                field_at<std::uint32_t>(record, kFilteredAttributeCountOffset), kExemplarFilteredAttributes, strings_,
                filtered.encoded);
}

}  // namespace otel_native
