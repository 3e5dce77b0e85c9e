// The part of `MetricCollector` that stores and encodes values of observable instruments.
#include <cmath>

#include "metrics/metric-collector.hpp"

namespace otel_native {

void MetricCollector::observe(const Observation& observation, std::uint32_t epoch) {
  const std::vector<std::uint32_t>& targets = observation.targets;
  for (std::size_t at = 0; at + kTargetWords <= targets.size(); at += kTargetWords) {
    const std::uint32_t* target = targets.data() + at;
    const std::uint32_t stream_id = target[kTargetStreamWord], series_id = target[kTargetSeriesWord];
    const std::uint32_t place = target[kTargetPlaceWord], flags = target[kTargetFlagsWord];
    if (stream_id >= streams_.size() || place >= observation.values.size()) continue;
    MetricStream& stream = streams_[stream_id];
    if (!stream.is_observed_number() || series_id >= stream.series.size()) continue;
    double value = observation.values[place];
    if ((flags & kTargetFlagOptional) != 0 && std::isnan(value)) continue;
    if (stream.is_monotonic_sum() && value < 0) value = 0;

    Series& series = stream.series[series_id];
    if (series.observed == nullptr) series.observed = std::make_unique<Observed>();
    Observed& observed = *series.observed;
    const bool adds =
        (flags & kTargetFlagOverflow) != 0 && observed.epoch == epoch && observed.round == observation.round;
    observed.value = adds ? observed.value + value : value;
    observed.start_millis = observation.start_millis;
    observed.epoch = epoch;
    observed.round = observation.round;
  }
}

void MetricCollector::collect_observed(const MetricStream& stream, Series& series, Turn& turn) {
  const bool is_delta = stream.has(kStreamFlagDelta);
  Observed* const observed = series.observed.get();
  if (observed == nullptr || observed->epoch != turn.time.epoch) {
    if (is_delta) series.reported = false;
    return;
  }
  const double value = observed->value;
  const bool begins_anew = stream.is_monotonic_sum() && observed->told && *observed->told > value;
  const bool is_first = !series.reported;
  series.reported = true;
  if (is_first || is_delta || begins_anew) series.start_millis = observed->start_millis;
  const bool is_difference =
      is_delta && stream.aggregation == kAggregationSum && observed->told.has_value() && !begins_anew;
  const double number = is_difference ? value - *observed->told : value;
  observed->told = value;

  const PointFrame frame = frame_of(stream, series, is_first, nullptr, turn.time);
  turn.requests.point([&](ProtoWriter& out) { encode_number_point(stream, series, frame, number, out); });
}

}  // namespace otel_native
