#include "metric-producer.hpp"

#include <algorithm>
#include <string>
#include <thread>

#include "pipeline/runtime.hpp"
#include "text-of.hpp"

namespace soak {

using namespace otel_native;
using namespace std::chrono_literals;
using test::RecordBuilder;

namespace {

constexpr std::uint32_t kMostStreams = 4;
constexpr std::uint32_t kMostSeries = 100;
constexpr std::uint32_t kOneNewSeriesIn = 30;
constexpr std::uint32_t kMostValue = 9;

std::size_t bank_doubles(std::uint8_t aggregation, const std::vector<double>& boundaries) {
  return aggregation == kAggregationSum ? kNumberBankDoubles : kExplicitBucketsDouble + boundaries.size() + 1;
}

}  // namespace

MetricProducer::MetricProducer(const ProducerPlace& place)
    : place_(place),
      random_(place.seed),
      driver_(random_, place.port),
      pipeline_(std::make_shared<MetricPipeline>(recorder_->control(), driver_.exporter(), driver_.random_options(),
                                                 MetricPipeline::Observe{},
                                                 [](LossCause, std::uint32_t, const std::string&) {})) {
  define(RecordBuilder().scope(0, "soak"));
  define_resource();
  driver_.start(pipeline_);
}

void MetricProducer::define(const RecordBuilder& record) {
  pipeline_->definitions().append(record.data(), record.size());
}

void MetricProducer::define_resource() {
  RecordBuilder record;
  record.begin(kRecordTypeResource, kResourceHeaderBytes).at<std::uint32_t>(kResourceAttributeCountOffset, 2);
  record.text("").attribute("round", kValueTypeInt32).u32(place_.round);
  record.attribute("producer", kValueTypeInt32).u32(place_.number).end();
  define(record);
}

void MetricProducer::define_stream(std::uint32_t id) {
  Stream stream{};
  stream.aggregation = random_.one_in(3) ? kAggregationExplicit : kAggregationSum;
  if (stream.aggregation == kAggregationExplicit) stream.boundaries = {2, 5, 8};
  stream.flags = kStreamFlagMonotonic | kStreamFlagHasSum | kStreamFlagHasMinMax;
  const bool is_delta = random_.one_in(2);
  if (is_delta) stream.flags |= kStreamFlagDelta;
  if (random_.one_in(2)) stream.flags |= kStreamFlagInteger;
  RecordBuilder record;
  record.begin(kRecordTypeStream, kStreamHeaderBytes)
      .at(kStreamAggregationOffset, stream.aggregation)
      .at(kStreamFlagsOffset, stream.flags)
      .at(kStreamStreamIdOffset, id)
      .at(kStreamBoundaryCountOffset, static_cast<std::uint32_t>(stream.boundaries.size()));
  record.text("stream " + std::to_string(id)).text("").text("");
  for (const double boundary : stream.boundaries) record.f64(boundary);
  define(record.end());
  streams_.push_back(std::move(stream));
  account_.streams.push_back({is_delta, {}});
}

/// A new one, perhaps at the place of one that was not recorded for long, as `series-table.ts` does.
MetricProducer::Series& MetricProducer::make_series(std::uint32_t stream_id) {
  Stream& stream = streams_[stream_id];
  std::vector<std::uint64_t>& recorded = account_.streams[stream_id].recorded;
  const auto number = static_cast<std::uint32_t>(recorded.size());
  recorded.push_back(0);
  const auto stale = std::find_if(stream.series.begin(), stream.series.end(),
                                  [&](const Series& series) { return recorder_->is_stale(series.cell); });
  if ((stream.flags & kStreamFlagDelta) != 0 && stale != stream.series.end()) {
    stale->number = number;
    define_series(stream_id, *stale);
    return *stale;
  }
  const Cell cell = recorder_->allocate(bank_doubles(stream.aggregation, stream.boundaries), pipeline_->memory());
  stream.series.push_back({static_cast<std::uint32_t>(stream.series.size()), number, cell});
  define_series(stream_id, stream.series.back());
  return stream.series.back();
}

void MetricProducer::define_series(std::uint32_t stream_id, const Series& series) {
  const std::uint32_t text_bytes = random_.one_in(20) ? random_.between(1000, 3000) : random_.between(0, 60);
  RecordBuilder record;
  record.begin(kRecordTypeSeries, kSeriesHeaderBytes)
      .at(kSeriesStreamIdOffset, stream_id)
      .at(kSeriesSeriesIdOffset, series.id)
      .at(kSeriesChunkOffset, series.cell.place.chunk)
      .at(kSeriesPlaceOffset, series.cell.place.first)
      .at<std::uint32_t>(kSeriesAttributeCountOffset, 3);
  record.attribute("index", kValueTypeInt32).u32(series.number);
  record.attribute("bytes", kValueTypeInt32).u32(text_bytes);
  record.attribute("text", kValueTypeString).text(text_of(series.number, text_bytes)).end();
  define(record);
}

void MetricProducer::run() {
  const TimePoint end = after(Clock::now(), std::chrono::milliseconds(random_.between(300, 2000)));
  while (Clock::now() < end) {
    for (std::uint32_t left = random_.one_in(20) ? 1000 : random_.between(1, 100); left > 0; --left) measure();
    do_something();
    std::this_thread::sleep_for(std::chrono::milliseconds(random_.between(0, 40)));
  }
  if (random_.one_in(3)) leave();
  driver_.end();
  account_.pipeline = driver_.account();
}

void MetricProducer::measure() {
  const std::uint32_t stream_id = random_.between(0, kMostStreams - 1);
  while (stream_id >= streams_.size()) define_stream(static_cast<std::uint32_t>(streams_.size()));
  Stream& stream = streams_[stream_id];
  const bool is_new = stream.series.empty() || (stream.series.size() < kMostSeries && random_.one_in(kOneNewSeriesIn));
  const auto last = static_cast<std::uint32_t>(stream.series.size()) - 1;
  const Series& series = is_new ? make_series(stream_id) : stream.series[random_.between(0, last)];
  const std::uint32_t value = random_.between(1, kMostValue);
  add(stream, series, value);
  account_.streams[stream_id].recorded[series.number] += value;
}

void MetricProducer::add(const Stream& stream, const Series& series, std::uint32_t value) {
  recorder_->record(series.cell, [&](double* bank) {
    if (stream.aggregation == kAggregationSum) {
      bank[kValueDouble] += value;
      return;
    }
    const bool is_first = bank[kCountDouble] == 0;
    bank[kMinDouble] = is_first ? value : std::min<double>(bank[kMinDouble], value);
    bank[kMaxDouble] = is_first ? value : std::max<double>(bank[kMaxDouble], value);
    bank[kCountDouble] += 1;
    bank[kSumDouble] += value;
    const auto bucket = std::lower_bound(stream.boundaries.begin(), stream.boundaries.end(), value);
    bank[kExplicitBucketsDouble + (bucket - stream.boundaries.begin())] += 1;
  });
}

void MetricProducer::do_something() {
  switch (random_.between(0, 5)) {
    case 0:
      return driver_.flush();
    case 1:
      return Runtime::instance().wake();
    case 2:
      return driver_.look_at_counts();
    case 3:
      // A stack that ran over: the mark stays until the next measurement.
      if (random_.one_in(10)) recorder_->begin();
      return;
    default:
      return;
  }
}

/// A thread that is terminated, perhaps while it is being collected and in the middle of a measurement.
void MetricProducer::leave() {
  if (random_.one_in(2)) driver_.flush();
  if (random_.one_in(2)) recorder_->begin();
  pipeline_->detach();
  recorder_.reset();
}

}  // namespace soak
