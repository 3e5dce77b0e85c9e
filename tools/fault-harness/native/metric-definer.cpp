#include "metric-definer.hpp"

#include <string>

#include "text-of.hpp"

namespace soak {

using namespace otel_native;
using test::RecordBuilder;

MetricDefiner::MetricDefiner(MetricPipeline& pipeline, const ProducerPlace& place, Random& random)
    : pipeline_(pipeline), random_(random) {
  define(RecordBuilder().scope(0, "soak"));
  resource(place);
}

void MetricDefiner::define(const RecordBuilder& record) {
  pipeline_.definitions().append(record.data(), record.size());
}

void MetricDefiner::resource(const ProducerPlace& place) {
  RecordBuilder record;
  record.begin(kRecordTypeResource, kResourceHeaderBytes).at<std::uint32_t>(kResourceAttributeCountOffset, 2);
  record.text("").attribute("round", kValueTypeInt32).u32(place.round);
  record.attribute("producer", kValueTypeInt32).u32(place.number).end();
  define(record);
}

void MetricDefiner::stream(std::uint32_t id, const MetricShape& shape) {
  RecordBuilder record;
  record.begin(kRecordTypeStream, kStreamHeaderBytes)
      .at(kStreamAggregationOffset, shape.aggregation)
      .at(kStreamFlagsOffset, shape.flags)
      .at(kStreamStreamIdOffset, id)
      .at(kStreamBoundaryCountOffset, static_cast<std::uint32_t>(shape.boundaries.size()))
      .at(kStreamPositiveCountOffset, shape.positive_count)
      .at(kStreamExemplarCountOffset, shape.exemplar_count);
  record.text("stream " + std::to_string(id)).text("").text("");
  for (const double boundary : shape.boundaries) record.f64(boundary);
  define(record.end());
}

void MetricDefiner::series(std::uint32_t stream_id, std::uint32_t id, std::uint32_t number, const Cell& cell) {
  const std::uint32_t text_bytes = random_.one_in(20) ? random_.between(1000, 3000) : random_.between(0, 60);
  RecordBuilder record;
  record.begin(kRecordTypeSeries, kSeriesHeaderBytes)
      .at(kSeriesStreamIdOffset, stream_id)
      .at(kSeriesSeriesIdOffset, id)
      .at(kSeriesChunkOffset, cell.place.chunk)
      .at(kSeriesPlaceOffset, cell.place.first)
      .at<std::uint32_t>(kSeriesAttributeCountOffset, 3);
  record.attribute("index", kValueTypeInt32).u32(number);
  record.attribute("bytes", kValueTypeInt32).u32(text_bytes);
  record.attribute("text", kValueTypeString).text(text_of(number, text_bytes)).end();
  define(record);
}

void MetricDefiner::exemplars(std::uint32_t stream_id, std::uint32_t series_id, const Cell& cell) {
  RecordBuilder record;
  record.begin(kRecordTypeExemplars, kExemplarsHeaderBytes)
      .at(kExemplarsStreamIdOffset, stream_id)
      .at(kExemplarsSeriesIdOffset, series_id)
      .at(kExemplarsChunkOffset, cell.place.chunk)
      .at(kExemplarsPlaceOffset, cell.place.first);
  define(record.end());
}

std::uint32_t MetricDefiner::filtered(std::uint32_t value, std::uint32_t epoch) {
  RecordBuilder record;
  record.begin(kRecordTypeFiltered, kFilteredHeaderBytes)
      .at(kFilteredFilteredIdOffset, ++last_filtered_id_)
      .at(kFilteredEpochOffset, epoch)
      .at<std::uint32_t>(kFilteredAttributeCountOffset, 1);
  record.attribute("value", kValueTypeInt32).u32(value).end();
  define(record);
  return last_filtered_id_;
}

}  // namespace soak
