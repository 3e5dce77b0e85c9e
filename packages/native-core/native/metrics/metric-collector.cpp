#include "metrics/metric-collector.hpp"

#include <algorithm>

#include "metrics/histogram-merge.hpp"
#include "platform/clock.hpp"

namespace otel_native {
namespace {

std::uint64_t nanos(double millis) {
  return millis >= 0 && millis < 0x1p53 ? static_cast<std::uint64_t>(millis) * kNanosPerMilli : 0;
}

/// Returns a sum or a last value, updated with the bank of an interval if there is one.
double number_of(const MetricStream& stream, const double* bank, Series& series) {
  if (bank == nullptr) return series.number;
  const bool adds = stream.aggregation == kAggregationSum && !stream.has(kStreamFlagDelta);
  // Do not add zero: that would change the sign of a negative zero.
  return series.number = adds ? series.number + bank[kValueDouble] : bank[kValueDouble];
}

/// Returns the bank of an interval, or nullptr if nothing was recorded in it.
const double* recorded_bank(const MetricMemory& memory, Place place, std::size_t doubles, std::uint32_t epoch) {
  const double* bank = memory.bank(place, doubles, epoch);
  return bank != nullptr && bank[kStampDouble] == static_cast<double>(epoch) ? bank : nullptr;
}

}  // namespace

void MetricCollector::collect(const MetricMemory& memory, const CollectionTime& time, std::size_t max_request_bytes,
                              const MetricRequests::Push& push) {
  MetricRequests requests(resource_, max_request_bytes, push);
  Turn turn{memory, time, requests};
  for (const Scope& scope : scopes_) {
    requests.begin_scope(scope.envelope);
    for (const std::uint32_t stream : scope.streams) collect_stream(streams_[stream], turn);
    requests.end_scope();
  }
  requests.finish();
  forget_filtered(time.epoch);
}

void MetricCollector::collect_stream(MetricStream& stream, Turn& turn) {
  turn.requests.begin_metric(stream);
  for (Series& series : stream.series) collect_series(stream, series, turn);
  turn.requests.end_metric();
}

void MetricCollector::collect_series(const MetricStream& stream, Series& series, Turn& turn) {
  if (stream.is_observed_number()) {
    collect_observed(stream, series, turn);
  } else {
    collect_recorded(stream, series, turn);
  }
}

void MetricCollector::collect_recorded(const MetricStream& stream, Series& series, Turn& turn) {
  const CollectionTime& time = turn.time;
  const double* bank = recorded_bank(turn.memory, series.place, stream.bank_doubles(), time.epoch);
  const bool is_delta = stream.has(kStreamFlagDelta);
  if (bank == nullptr && (is_delta || stream.has(kStreamFlagObserved) || !series.reported)) {
    if (is_delta) series.reported = false;
    return;
  }
  const bool is_first = !series.reported;
  series.reported = true;
  if (bank != nullptr && (is_first || is_delta)) {
    // The system's clock may have been set back since.
    series.start_millis = std::min(bank[kStartDouble], static_cast<double>(time.now_nano) / kNanosPerMilli);
  }

  const double* exemplars = nullptr;
  if (bank != nullptr && series.has_exemplars) {
    exemplars = recorded_bank(turn.memory, series.exemplars, stream.exemplar_bank_doubles(), time.epoch);
  }
  const PointFrame frame = frame_of(stream, series, is_first, exemplars, time);
  turn.requests.point([&](ProtoWriter& out) {
    if (stream.is_histogram()) {
      encode_histogram_point(stream, series, frame, histogram_of(stream, bank, series), out);
    } else {
      encode_number_point(stream, series, frame, number_of(stream, bank, series), out);
    }
  });
}

PointFrame MetricCollector::frame_of(const MetricStream& stream, const Series& series, bool is_first,
                                     const double* exemplars, const CollectionTime& time) const {
  const bool follows = stream.has(kStreamFlagDelta) && !is_first;
  const std::uint64_t start = follows ? time.last_nano : nanos(series.start_millis);
  // The system's clock may have been set back meanwhile.
  return {std::min(start, time.now_nano), time.now_nano, exemplars, filtered_};
}

void MetricCollector::move_back(std::uint64_t nanos) {
  const double millis = static_cast<double>(nanos) / kNanosPerMilli;
  for (MetricStream& stream : streams_) {
    for (Series& series : stream.series) {
      series.start_millis -= millis;
      if (series.observed != nullptr) series.observed->start_millis -= millis;
    }
  }
}

const HistogramValue& MetricCollector::histogram_of(const MetricStream& stream, const double* bank, Series& series) {
  if (bank != nullptr) read_histogram(stream, bank, value_);
  if (stream.has(kStreamFlagDelta)) return value_;
  if (series.histogram == nullptr) {
    series.histogram = std::make_unique<HistogramValue>(value_);
  } else if (bank != nullptr) {
    merge_histograms(stream, value_, *series.histogram);
  }
  return *series.histogram;
}

bool MetricCollector::has_recordings(const MetricMemory& memory, std::uint32_t epoch) const {
  for (const MetricStream& stream : streams_) {
    for (const Series& series : stream.series) {
      if (series.observed != nullptr && series.observed->epoch == epoch) return true;
      if (stream.is_observed_number()) continue;
      if (recorded_bank(memory, series.place, stream.bank_doubles(), epoch) != nullptr) return true;
    }
  }
  return false;
}

/// Forgets filtered attributes of collected intervals, which no later exemplar refers to.
void MetricCollector::forget_filtered(std::uint32_t epoch) {
  std::erase_if(filtered_,
                [epoch](const auto& entry) { return static_cast<std::int32_t>(entry.second.epoch - epoch) <= 0; });
}

}  // namespace otel_native
