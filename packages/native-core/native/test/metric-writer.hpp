#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "metrics/metric-memory.hpp"
#include "record-builder.hpp"

namespace otel_native::test {

/// A control block and one chunk, and their writing end as `stream.ts` works on them.
class MetricWriter {
 public:
  explicit MetricWriter(std::size_t doubles = 4096)
      : control_(std::make_unique<double[]>(kMetricControlBytes / sizeof(double))),
        chunk_(std::make_unique<double[]>(doubles)),
        doubles_(doubles) {
    word(kEpochOffset).store(1);
  }

  std::uint8_t* control() { return reinterpret_cast<std::uint8_t*>(control_.get()); }
  const double* chunk() const { return chunk_.get(); }
  std::size_t doubles() const { return doubles_; }

  void begin() { word(kRecordingOffset).store(1); }
  void end() { word(kRecordingOffset).store(0); }
  std::uint32_t epoch() { return word(kEpochOffset).load(); }

  /// The bank of the present interval of the series at `place`; `is_new` when it was stamped for it just now.
  double* bank(std::size_t place, std::size_t bank_doubles, bool& is_new) {
    const std::uint32_t now = epoch();
    double* bank = chunk_.get() + place + (now & 1) * bank_doubles;
    is_new = bank[kStampDouble] != now;
    if (!is_new) return bank;
    for (std::size_t i = 0; i < bank_doubles; ++i) bank[i] = 0;
    bank[kStampDouble] = now;
    bank[kStartDouble] = 5;
    return bank;
  }
  void add(std::size_t place, double value) {
    begin();
    bool is_new;
    bank(place, kNumberBankDoubles, is_new)[kValueDouble] += value;
    end();
  }

  /// Does what a thread does that ends with its memory.
  void free() {
    control_.reset();
    chunk_.reset();
  }

  static RecordBuilder stream(std::uint32_t id, std::uint8_t aggregation, std::uint8_t flags,
                              std::vector<double> boundaries = {}, std::uint32_t buckets = 0) {
    RecordBuilder record;
    record.begin(kRecordTypeStream, kStreamHeaderBytes)
        .at(kStreamAggregationOffset, aggregation)
        .at(kStreamFlagsOffset, flags)
        .at(kStreamStreamIdOffset, id)
        .at(kStreamBoundaryCountOffset, static_cast<std::uint32_t>(boundaries.size()))
        .at(kStreamPositiveCountOffset, buckets)
        .at(kStreamExemplarCountOffset, 1u)
        .text("m")
        .text("")
        .text("By");
    for (const double boundary : boundaries) record.f64(boundary);
    record.end();
    return record;
  }
  static RecordBuilder series(std::uint32_t stream, std::uint32_t id, std::uint32_t place) {
    RecordBuilder record;
    record.begin(kRecordTypeSeries, kSeriesHeaderBytes)
        .at(kSeriesStreamIdOffset, stream)
        .at(kSeriesSeriesIdOffset, id)
        .at(kSeriesPlaceOffset, place)
        .at(kSeriesAttributeCountOffset, 1u)
        .attribute("k", kValueTypeInt32)
        .u32(7)
        .end();
    return record;
  }

 private:
  std::atomic<std::uint32_t>& word(std::size_t offset) {
    return *reinterpret_cast<std::atomic<std::uint32_t>*>(control() + offset);
  }

  std::unique_ptr<double[]> control_;
  std::unique_ptr<double[]> chunk_;
  std::size_t doubles_;
};

}  // namespace otel_native::test
