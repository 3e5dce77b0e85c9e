#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "item-record.hpp"
#include "pipeline-driver.hpp"
#include "pipeline/record-pipeline.hpp"
#include "random.hpp"
#include "ring-writer.hpp"
#include "soak-spools.hpp"

namespace soak {

/// What one producer did, and what the pipeline says became of it.
struct Account {
  std::uint64_t ended = 0;
  /// Items for which there was no room any more, as JavaScript counts them.
  std::uint64_t not_taken = 0;
  PipelineAccount pipeline;
  bool is_spooled = false;
  Items items = Items::kSpans;
};

/// Stands in for a JavaScript environment with a provider: one thread that ends spans
/// or log records into a ring, flushes, looks at
/// counts, and ends the pipeline in one way or another. What it does is decided by its seed.
class Producer {
 public:
  /// The pipeline may keep its records in `spools`.
  Producer(const ProducerPlace& place, SoakSpools* spools);

  /// On a thread of its own.
  void run();
  const Account& account() const { return account_; }

 private:
  void make_pipeline(SoakSpools& spools);
  void define();
  void end_item();
  bool give(const otel_native::test::RecordBuilder& record);
  void do_something();

  const ProducerPlace place_;
  Random random_;
  PipelineDriver driver_;
  std::unique_ptr<otel_native::test::RingWriter> ring_;
  std::shared_ptr<otel_native::RecordPipeline> pipeline_;
  KnownNames names_;
  Account account_;
};

}  // namespace soak
