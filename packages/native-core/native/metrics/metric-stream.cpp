#include "metrics/metric-stream.hpp"

#include "otlp/proto-writer.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {
namespace {

// opentelemetry/proto/metrics/v1/metrics.proto
constexpr std::uint32_t kName = 1, kDescription = 2, kUnit = 3;
constexpr std::uint32_t kNumberAttributes = 7, kHistogramAttributes = 9, kExponentialAttributes = 1;

/// A generous limit that prevents size overflows.
constexpr std::uint32_t kMaxBuckets = 1u << 20;

}  // namespace

bool MetricStream::define(const std::uint8_t* record, std::size_t size, StringTable& strings) {
  if (size < kStreamHeaderBytes) return false;
  aggregation = record[kStreamAggregationOffset];
  flags = record[kStreamFlagsOffset];
  scope_id = field_at<std::uint32_t>(record, kStreamScopeIdOffset);
  positive_count = field_at<std::uint32_t>(record, kStreamPositiveCountOffset);
  negative_count = field_at<std::uint32_t>(record, kStreamNegativeCountOffset);
  exemplar_count = field_at<std::uint32_t>(record, kStreamExemplarCountOffset);
  const auto boundary_count = field_at<std::uint32_t>(record, kStreamBoundaryCountOffset);
  if (aggregation > kAggregationExponential) return false;
  if (positive_count > kMaxBuckets || negative_count > kMaxBuckets || exemplar_count > kMaxBuckets) return false;

  RecordCursor cursor(record + kStreamHeaderBytes, size - kStreamHeaderBytes);
  head.clear();
  ProtoWriter out(head);
  out.string(kName, strings.read(cursor));
  if (const auto description = strings.read(cursor); !description.empty()) out.string(kDescription, description);
  if (const auto unit = strings.read(cursor); !unit.empty()) out.string(kUnit, unit);
  boundaries.clear();
  for (std::uint32_t i = 0; i < boundary_count && cursor.ok(); ++i) boundaries.push_back(cursor.f64());
  return cursor.ok();
}

std::size_t MetricStream::bank_doubles() const {
  switch (aggregation) {
    case kAggregationExplicit:
      return kExplicitBucketsDouble + boundaries.size() + 1;
    case kAggregationExponential:
      return kExponentialBucketsDouble + positive_count + negative_count;
    default:
      return kNumberBankDoubles;
  }
}

std::uint32_t MetricStream::attributes_field() const {
  switch (aggregation) {
    case kAggregationExplicit:
      return kHistogramAttributes;
    case kAggregationExponential:
      return kExponentialAttributes;
    default:
      return kNumberAttributes;
  }
}

}  // namespace otel_native
