#include "metrics/point-encoder.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "otlp/id-sizes.hpp"

namespace otel_native {
namespace {

// opentelemetry/proto/metrics/v1/metrics.proto
namespace metric {
constexpr std::uint32_t kGauge = 5, kSum = 7, kHistogram = 9, kExponentialHistogram = 10;
}
constexpr std::uint32_t kTemporality = 2, kIsMonotonic = 3;  // of Sum; kTemporality also of both histograms
constexpr std::uint32_t kDelta = 1, kCumulative = 2;
constexpr std::uint32_t kStartTime = 2, kTime = 3;  // of all data points
namespace number_point {
constexpr std::uint32_t kDouble = 4, kExemplars = 5, kInt = 6;
}
namespace histogram_point {
constexpr std::uint32_t kCount = 4, kSum = 5, kBucketCounts = 6, kBounds = 7, kExemplars = 8, kMin = 11, kMax = 12;
}
namespace exponential_point {
constexpr std::uint32_t kCount = 4, kSum = 5, kScale = 6, kZeroCount = 7, kPositive = 8, kNegative = 9, kExemplars = 11,
                        kMin = 12, kMax = 13;
}
namespace buckets {
constexpr std::uint32_t kOffset = 1, kCounts = 2;
}
namespace exemplar {
constexpr std::uint32_t kTime = 2, kDouble = 3, kSpanId = 4, kTraceId = 5, kInt = 6;
}
constexpr std::size_t kUsualExemplarBytes = 64;

std::uint64_t count_of(double value) { return value >= 0 && value < 0x1p63 ? static_cast<std::uint64_t>(value) : 0; }

std::uint64_t integer(double value) {
  if (value >= 0x1p63) return static_cast<std::uint64_t>(INT64_MAX);
  return static_cast<std::uint64_t>(value >= -0x1p63 ? static_cast<std::int64_t>(value) : INT64_MIN);
}

void put_double(ProtoWriter& out, std::uint32_t field, double value) {
  out.fixed64(field, std::bit_cast<std::uint64_t>(value));
}

void put_value(const MetricStream& stream, double value, std::uint32_t double_field, std::uint32_t int_field,
               ProtoWriter& out) {
  if (stream.has(kStreamFlagInteger) && !std::isnan(value)) {
    out.fixed64(int_field, integer(value));
  } else {
    put_double(out, double_field, value);
  }
}

std::uint64_t zigzag(std::int32_t value) {
  return (static_cast<std::uint32_t>(value) << 1) ^ static_cast<std::uint32_t>(value >> 31);
}

void put_times(const PointFrame& frame, ProtoWriter& out) {
  out.fixed64(kStartTime, frame.start_nano);
  out.fixed64(kTime, frame.time_nano);
}

/// An exemplar with ids of zeros has no span.
bool has_span(const double* exemplar) {
  const auto* const id = reinterpret_cast<const unsigned char*>(exemplar + kExemplarTraceIdDouble);
  return std::any_of(id, id + kTraceIdBytes, [](unsigned char byte) { return byte != 0; });
}

void put_exemplar(const MetricStream& stream, const double* from, const PointFrame& frame, std::uint32_t field,
                  ProtoWriter& out) {
  const auto message = out.begin(field, kUsualExemplarBytes);
  out.fixed64(exemplar::kTime, count_of(from[kExemplarMillisDouble]) * 1'000'000);
  // A histogram writes values as doubles, like its sum, whatever the instrument's type.
  put_value(stream, from[kExemplarValueDouble], exemplar::kDouble, exemplar::kInt, out);
  if (has_span(from)) {
    out.bytes(exemplar::kSpanId, from + kExemplarSpanIdDouble, kSpanIdBytes);
    out.bytes(exemplar::kTraceId, from + kExemplarTraceIdDouble, kTraceIdBytes);
  }
  const auto id = static_cast<std::uint32_t>(count_of(from[kExemplarFilteredDouble]));
  if (const auto found = frame.filtered.find(id); found != frame.filtered.end()) out.raw(found->second.encoded);
  out.end(message);
}

void put_exemplars(const MetricStream& stream, const PointFrame& frame, std::uint32_t field, ProtoWriter& out) {
  if (frame.exemplars == nullptr) return;
  const double* from = frame.exemplars + kExemplarsDouble;
  for (std::uint32_t i = 0; i < stream.exemplar_count; ++i, from += kExemplarDoubles) {
    if (from[kExemplarMillisDouble] > 0) put_exemplar(stream, from, frame, field, out);
  }
}

void put_explicit_point(const MetricStream& stream, const Series& series, const PointFrame& frame,
                        const HistogramValue& value, ProtoWriter& out) {
  put_times(frame, out);
  out.fixed64(histogram_point::kCount, count_of(value.count));
  if (stream.has(kStreamFlagHasSum)) put_double(out, histogram_point::kSum, value.sum);
  out.length(histogram_point::kBucketCounts, value.positive.counts.size() * sizeof(std::uint64_t));
  for (const double bucket : value.positive.counts) {
    const std::uint64_t count = count_of(bucket);
    std::memcpy(out.space(sizeof(count)), &count, sizeof(count));
  }
  if (!stream.boundaries.empty()) {
    out.bytes(histogram_point::kBounds, stream.boundaries.data(), stream.boundaries.size() * sizeof(double));
  }
  put_exemplars(stream, frame, histogram_point::kExemplars, out);
  out.raw(series.attributes);
  if (stream.has(kStreamFlagHasMinMax) && value.count > 0) {
    put_double(out, histogram_point::kMin, value.min);
    put_double(out, histogram_point::kMax, value.max);
  }
}

void put_range(ProtoWriter& out, std::uint32_t field, const BucketRange& range) {
  const auto message = out.begin(field, range.counts.size() * 2);
  if (range.start != 0) out.varint(buckets::kOffset, zigzag(range.start));
  if (!range.empty()) {
    const auto counts = out.begin(buckets::kCounts, range.counts.size() * 2);
    for (const double bucket : range.counts) {
      const std::uint64_t count = count_of(bucket);
      put_varint(out.space(varint_size(count)), count);
    }
    out.end(counts);
  }
  out.end(message);
}

void put_exponential_point(const MetricStream& stream, const Series& series, const PointFrame& frame,
                           const HistogramValue& value, ProtoWriter& out) {
  out.raw(series.attributes);
  put_times(frame, out);
  out.fixed64(exponential_point::kCount, count_of(value.count));
  if (stream.has(kStreamFlagHasSum)) put_double(out, exponential_point::kSum, value.sum);
  const bool only_zeros = value.positive.empty() && value.negative.empty();
  if (!only_zeros && value.scale != 0) out.varint(exponential_point::kScale, zigzag(value.scale));
  out.fixed64(exponential_point::kZeroCount, count_of(value.zero_count));
  put_range(out, exponential_point::kPositive, value.positive);
  put_range(out, exponential_point::kNegative, value.negative);
  put_exemplars(stream, frame, exponential_point::kExemplars, out);
  if (stream.has(kStreamFlagHasMinMax) && value.count > 0) {
    put_double(out, exponential_point::kMin, value.min);
    put_double(out, exponential_point::kMax, value.max);
  }
}

}  // namespace

void encode_number_point(const MetricStream& stream, const Series& series, const PointFrame& frame, double value,
                         ProtoWriter& out) {
  put_times(frame, out);
  put_value(stream, value, number_point::kDouble, number_point::kInt, out);
  put_exemplars(stream, frame, number_point::kExemplars, out);
  out.raw(series.attributes);
}

void encode_histogram_point(const MetricStream& stream, const Series& series, const PointFrame& frame,
                            const HistogramValue& value, ProtoWriter& out) {
  if (stream.aggregation == kAggregationExplicit) {
    put_explicit_point(stream, series, frame, value, out);
  } else {
    put_exponential_point(stream, series, frame, value, out);
  }
}

std::uint32_t data_field(const MetricStream& stream) {
  switch (stream.aggregation) {
    case kAggregationSum:
      return metric::kSum;
    case kAggregationLastValue:
      return metric::kGauge;
    case kAggregationExplicit:
      return metric::kHistogram;
    default:
      return metric::kExponentialHistogram;
  }
}

void encode_data_tail(const MetricStream& stream, ProtoWriter& out) {
  if (stream.aggregation == kAggregationLastValue) return;
  out.varint(kTemporality, stream.has(kStreamFlagDelta) ? kDelta : kCumulative);
  if (stream.aggregation == kAggregationSum && stream.has(kStreamFlagMonotonic)) out.varint(kIsMonotonic, 1);
}

}  // namespace otel_native
