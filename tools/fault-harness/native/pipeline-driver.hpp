#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "make-exporter.hpp"
#include "pipeline/pipeline.hpp"
#include "random.hpp"

namespace soak {

/// Which producer it is, and what decides what it does.
struct ProducerPlace {
  /// Both are in what it sends.
  std::uint32_t round;
  std::uint32_t number;
  std::uint16_t port;
  std::uint32_t seed;
};

/// What a pipeline says became of its items.
struct PipelineAccount {
  std::uint64_t collected = 0;
  std::uint64_t exported = 0;
  std::uint64_t lost = 0;
  std::uint64_t retries = 0;
  std::uint64_t unanswered_flushes = 0;
  bool is_corrupt = false;
};

/// What producers of all signals do with their pipelines, as their numbers decide.
class PipelineDriver {
 public:
  PipelineDriver(Random& random, std::uint16_t port);
  ~PipelineDriver();

  otel_native_exporter* exporter() const { return exporter_; }
  otel_native::PipelineOptions random_options();
  /// Hands it to the native threads.
  void start(std::shared_ptr<otel_native::Pipeline> pipeline);
  void flush();
  void look_at_counts();
  /// Ends the pipeline in one way or another, and waits until it has ended.
  void end();
  PipelineAccount account() const;

 private:
  Random& random_;
  otel_native_exporter* const exporter_;
  std::shared_ptr<otel_native::Pipeline> pipeline_;
  std::uint64_t flushes_ = 0;
  const std::shared_ptr<std::atomic<std::uint64_t>> answered_ = std::make_shared<std::atomic<std::uint64_t>>(0);
};

}  // namespace soak
