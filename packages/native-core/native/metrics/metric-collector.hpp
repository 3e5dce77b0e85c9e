#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "metrics/metric-memory.hpp"
#include "metrics/metric-requests.hpp"
#include "metrics/metric-stream.hpp"
#include "metrics/observations.hpp"
#include "metrics/point-encoder.hpp"
#include "otlp/envelope.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// Converts the memory of a provider's series to requests. Belongs to the drain thread.
class MetricCollector {
 public:
  /// Reads definitions. Stops and returns false at the first one that is not well formed.
  bool define(const ByteBuffer& records);
  bool has_resource() const { return has_resource_; }

  /// Stores the observations of the interval `epoch`. The last value of a series counts.
  void observe(const Observation& observation, std::uint32_t epoch);
  /// Whether anything was recorded in the interval `epoch`. `memory` must be locked and quiet.
  bool has_recordings(const MetricMemory& memory, std::uint32_t epoch) const;
  /// Reads the banks of the interval `time.epoch` in `memory`, which must be locked and quiet.
  void collect(const MetricMemory& memory, const CollectionTime& time, std::size_t max_request_bytes,
               const MetricRequests::Push& push);
  /// Moves all start times back, after the system's clock was set back by `nanos`.
  void move_back(std::uint64_t nanos);

 private:
  bool define_record(const std::uint8_t* record, std::size_t size);
  bool define_scope(const std::uint8_t* record, std::size_t size);
  bool define_stream(const std::uint8_t* record, std::size_t size);
  bool define_series(const std::uint8_t* record, std::size_t size);
  bool define_exemplars(const std::uint8_t* record, std::size_t size);
  bool define_filtered(const std::uint8_t* record, std::size_t size);

  struct Scope {
    Envelope envelope;
    std::vector<std::uint32_t> streams;
  };
  /// The arguments of one collection.
  struct Turn {
    const MetricMemory& memory;
    const CollectionTime& time;
    MetricRequests& requests;
  };
  void collect_stream(MetricStream& stream, Turn& turn);
  void collect_series(const MetricStream& stream, Series& series, Turn& turn);
  void collect_recorded(const MetricStream& stream, Series& series, Turn& turn);
  void collect_observed(const MetricStream& stream, Series& series, Turn& turn);
  PointFrame frame_of(const MetricStream& stream, const Series& series, bool is_first, const double* exemplars,
                      const CollectionTime& time) const;
  const HistogramValue& histogram_of(const MetricStream& stream, const double* bank, Series& series);
  void forget_filtered(std::uint32_t epoch);

  StringTable strings_;
  Envelope resource_;
  bool has_resource_ = false;
  std::vector<Scope> scopes_;
  std::vector<MetricStream> streams_;
  FilteredAttributesById filtered_;
  HistogramValue value_;
};

}  // namespace otel_native
