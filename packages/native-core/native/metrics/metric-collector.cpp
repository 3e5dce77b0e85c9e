#include "metrics/metric-collector.hpp"

#include <algorithm>

#include "metrics/histogram-merge.hpp"

namespace otel_native {
namespace {

std::uint64_t nanos(double millis) {
  return millis >= 0 && millis < 0x1p53 ? static_cast<std::uint64_t>(millis) * 1'000'000 : 0;
}

/// Adds the bank of a sum or a last value to what was before.
void merge_number(const MetricStream& stream, const double* bank, Series& series) {
  if (stream.aggregation == kAggregationLastValue) {
    series.number = bank[kValueDouble];
  } else if (bank[kResetDouble] != 0) {
    series.number = bank[kValueDouble];
    series.start_millis = bank[kStartDouble];
  } else {
    series.number += bank[kValueDouble];
  }
}

}  // namespace

/// What one collection works with.
struct MetricCollector::Turn {
  const MetricMemory& memory;
  const CollectionTime& time;
  MetricRequests& requests;
};

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
  const CollectionTime& time = turn.time;
  const double* bank = turn.memory.bank(series.place, stream.bank_doubles(), time.epoch);
  const bool recorded = bank != nullptr && bank[kStampDouble] == static_cast<double>(time.epoch);
  const bool is_delta = stream.has(kStreamFlagDelta);
  if (!recorded && (is_delta || stream.has(kStreamFlagObserved) || !series.reported)) {
    if (is_delta) series.reported = false;
    return;
  }
  const bool is_first = !series.reported;
  series.reported = true;
  if (recorded && (is_first || is_delta)) series.start_millis = bank[kStartDouble];
  const HistogramValue* histogram = nullptr;
  double number = 0;
  if (stream.is_histogram()) {
    if (recorded) read_histogram(stream, bank, value_);
    if (is_delta) {
      histogram = &value_;
    } else {
      if (recorded && series.histogram == nullptr) {
        series.histogram = std::make_unique<HistogramValue>(value_);
      } else if (recorded) {
        merge_histograms(stream, value_, *series.histogram);
      }
      histogram = series.histogram.get();
    }
  } else if (is_delta) {
    number = bank[kValueDouble];
  } else {
    if (recorded) merge_number(stream, bank, series);
    number = series.number;
  }

  const double* exemplars = series.has_exemplars && recorded
                                ? turn.memory.bank(series.exemplars, stream.exemplar_bank_doubles(), time.epoch)
                                : nullptr;
  if (exemplars != nullptr && exemplars[kStampDouble] != static_cast<double>(time.epoch)) exemplars = nullptr;
  const std::uint64_t start = is_delta && !is_first ? time.last_nano : nanos(series.start_millis);
  // The system's clock may have been set back meanwhile.
  const PointFrame frame{std::min(start, time.now_nano), time.now_nano, exemplars, filtered_};
  turn.requests.point([&](ProtoWriter& out) {
    if (histogram != nullptr) {
      encode_histogram_point(stream, series, frame, *histogram, out);
    } else {
      encode_number_point(stream, series, frame, number, out);
    }
  });
}

/// No exemplar that is still to come names one of an interval that was collected.
void MetricCollector::forget_filtered(std::uint32_t epoch) {
  std::erase_if(filtered_,
                [epoch](const auto& entry) { return static_cast<std::int32_t>(entry.second.epoch - epoch) <= 0; });
}

}  // namespace otel_native
