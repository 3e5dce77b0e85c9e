#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "metric-definer.hpp"
#include "metric-recorder.hpp"
#include "metric-shape.hpp"
#include "metrics/metric-pipeline.hpp"
#include "observed-stream.hpp"
#include "pipeline-driver.hpp"
#include "random.hpp"

namespace soak {

/// What one producer recorded, and what the pipeline says became of it.
struct MetricAccount {
  struct Stream {
    bool is_delta;
    /// Native code observed it: of its values some may have been too late, or nobody's.
    bool is_observed;
    /// What the values of each series come to, by its number.
    std::vector<std::uint64_t> recorded;
  };
  std::vector<Stream> streams;
  PipelineAccount pipeline;
};

/// Stands in for a JavaScript environment with a meter provider, the main thread or a worker: one thread that records
/// into shared memory, makes series, flushes, and ends the pipeline in one way or another. What it does is decided by
/// its seed.
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
    /// Without banks until the first exemplar.
    Cell exemplars;
  };
  struct Stream {
    std::uint32_t id;
    MetricShape shape;
    std::vector<Series> series;
  };

  void make_stream();
  Series& make_series(Stream& stream);
  void measure();
  void record(Stream& stream, Series& series, std::uint32_t value);
  void keep_exemplar_of(const Stream& stream, const Series& series, std::uint32_t value, std::uint32_t epoch);
  void do_something();
  void leave();

  const ProducerPlace place_;
  Random random_;
  PipelineDriver driver_;
  std::unique_ptr<MetricRecorder> recorder_ = std::make_unique<MetricRecorder>();
  std::shared_ptr<otel_native::MetricPipeline> pipeline_;
  MetricDefiner definer_;
  /// Perhaps; its stream is the first one.
  std::unique_ptr<ObservedStream> observed_;
  std::vector<Stream> streams_;
  MetricAccount account_;
};

}  // namespace soak
