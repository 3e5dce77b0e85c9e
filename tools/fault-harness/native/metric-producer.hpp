#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "metric-recorder.hpp"
#include "metrics/metric-pipeline.hpp"
#include "pipeline-driver.hpp"
#include "random.hpp"
#include "record-builder.hpp"

namespace soak {

/// What one producer recorded, and what the pipeline says became of it.
struct MetricAccount {
  struct Stream {
    bool is_delta;
    /// What the values of each series come to, by its number.
    std::vector<std::uint64_t> recorded;
  };
  std::vector<Stream> streams;
  PipelineAccount pipeline;
};

/// Stands in for a JavaScript environment with a meter provider: one thread that records into shared memory, makes
/// series, flushes, and ends the pipeline in one way or another. What it does is decided by its seed.
class MetricProducer {
 public:
  explicit MetricProducer(const ProducerPlace& place);

  /// On a thread of its own.
  void run();
  const MetricAccount& account() const { return account_; }

 private:
  struct Series {
    std::uint32_t id;
    std::uint32_t number;
    Cell cell;
  };
  struct Stream {
    std::uint8_t aggregation;
    std::uint8_t flags;
    std::vector<double> boundaries;
    std::vector<Series> series;
  };

  void define(const otel_native::test::RecordBuilder& record);
  void define_resource();
  void define_stream(std::uint32_t id);
  Series& make_series(std::uint32_t stream_id);
  void define_series(std::uint32_t stream_id, const Series& series);
  void measure();
  void add(const Stream& stream, const Series& series, std::uint32_t value);
  void do_something();
  void leave();

  const ProducerPlace place_;
  Random random_;
  PipelineDriver driver_;
  std::unique_ptr<MetricRecorder> recorder_ = std::make_unique<MetricRecorder>();
  std::shared_ptr<otel_native::MetricPipeline> pipeline_;
  std::vector<Stream> streams_;
  MetricAccount account_;
};

}  // namespace soak
