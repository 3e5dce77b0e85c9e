#include "metric-producer.hpp"

#include <algorithm>
#include <string>
#include <thread>

#include "exemplar.hpp"
#include "pipeline/runtime.hpp"

namespace soak {

using namespace otel_native;

namespace {

constexpr std::uint32_t kMostStreams = 4;
constexpr std::uint32_t kMostSeries = 100;
constexpr std::uint32_t kOneNewSeriesIn = 30;
constexpr std::uint32_t kOneExemplarIn = 4;
constexpr std::uint32_t kMostValue = 9;

}  // namespace

MetricProducer::MetricProducer(const ProducerPlace& place)
    : place_(place),
      random_(place.seed),
      driver_(random_, place.port),
      pipeline_(std::make_shared<MetricPipeline>(recorder_->control(), driver_.exporter(), driver_.random_options(),
                                                 MetricPipeline::Observe{},
                                                 [](LossCause, std::uint32_t, const std::string&) {})),
      definer_(*pipeline_, place, random_) {
  if (random_.one_in(2)) {
    observed_ = std::make_unique<ObservedStream>(*pipeline_, definer_, 0, random_);
    account_.streams.push_back({observed_->is_delta_sum(), true, {0}});
  }
  driver_.start(pipeline_);
}

void MetricProducer::make_stream() {
  const auto id = static_cast<std::uint32_t>(account_.streams.size());
  const MetricShape shape = MetricShape::random(random_);
  definer_.stream(id, shape);
  streams_.push_back({id, shape, {}});
  account_.streams.push_back({shape.is_delta(), false, {}});
}

/// A new one, perhaps at the place of one that was not recorded for long, as `series-table.ts` does.
MetricProducer::Series& MetricProducer::make_series(Stream& stream) {
  std::vector<std::uint64_t>& recorded = account_.streams[stream.id].recorded;
  const auto number = static_cast<std::uint32_t>(recorded.size());
  recorded.push_back(0);
  auto place = std::find_if(stream.series.begin(), stream.series.end(),
                            [&](const Series& series) { return recorder_->is_stale(series.cell); });
  if (!stream.shape.is_delta() || place == stream.series.end()) {
    const Cell cell = recorder_->allocate(stream.shape.bank_doubles(), pipeline_->memory());
    stream.series.push_back({static_cast<std::uint32_t>(stream.series.size()), number, cell, {}});
    place = std::prev(stream.series.end());
  }
  place->number = number;
  definer_.series(stream.id, place->id, number, place->cell);
  return *place;
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
  if (observed_ != nullptr) account_.streams.front().recorded.front() = observed_->reported();
  account_.pipeline = driver_.account();
}

void MetricProducer::measure() {
  const std::uint32_t place = random_.between(0, kMostStreams - 1);
  while (place >= streams_.size()) make_stream();
  Stream& stream = streams_[place];
  const bool is_new = stream.series.empty() || (stream.series.size() < kMostSeries && random_.one_in(kOneNewSeriesIn));
  const auto last = static_cast<std::uint32_t>(stream.series.size()) - 1;
  Series& series = is_new ? make_series(stream) : stream.series[random_.between(0, last)];
  const std::uint32_t value = random_.between(1, kMostValue);
  record(stream, series, value);
  account_.streams[stream.id].recorded[series.number] += value;
}

void MetricProducer::record(Stream& stream, Series& series, std::uint32_t value) {
  const bool has_exemplar = random_.one_in(kOneExemplarIn);
  if (has_exemplar && series.exemplars.banks == nullptr) {
    series.exemplars = recorder_->allocate(stream.shape.exemplar_bank_doubles(), pipeline_->memory());
    definer_.exemplars(stream.id, series.id, series.exemplars);
  }
  recorder_->record([&](std::uint32_t epoch) {
    stream.shape.add(MetricRecorder::bank(series.cell, epoch), value, random_);
    if (has_exemplar) keep_exemplar_of(stream, series, value, epoch);
  });
}

void MetricProducer::keep_exemplar_of(const Stream& stream, const Series& series, std::uint32_t value,
                                      std::uint32_t epoch) {
  const ExemplarContent content{
      place_.round,      place_.number, stream.id,
      series.number,     value,         random_.one_in(3) ? definer_.filtered(value, epoch) : 0,
      !random_.one_in(5)};
  keep_exemplar(MetricRecorder::exemplar_bank(series.exemplars, epoch), stream.shape.exemplar_place(value, random_),
                content);
}

void MetricProducer::do_something() {
  switch (random_.between(0, 6)) {
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
    case 4:
      if (observed_ != nullptr && random_.one_in(4)) observed_->disturb();
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
