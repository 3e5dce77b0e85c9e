#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "pipeline-driver.hpp"
#include "pipeline/record-pipeline.hpp"
#include "random.hpp"
#include "record-builder.hpp"
#include "ring-writer.hpp"
#include "spool/spool-directory.hpp"

namespace soak {

/// What one producer did, and what the pipeline says became of it.
struct Account {
  std::uint64_t ended = 0;
  /// Spans for which there was no room any more, as JavaScript counts them.
  std::uint64_t not_taken = 0;
  PipelineAccount pipeline;
  bool is_spooled = false;
};

/// Stands in for a JavaScript environment with a provider: one thread that ends spans into a ring, flushes, looks at
/// counts, and ends the pipeline in one way or another. What it does is decided by its seed.
class Producer {
 public:
  /// With a `spools`, the pipeline may keep its records there.
  Producer(const ProducerPlace& place, otel_native::SpoolDirectory* spools);

  /// On a thread of its own.
  void run();
  const Account& account() const { return account_; }

 private:
  void make_pipeline(otel_native::SpoolDirectory* spools);
  void define();
  void end_span();
  bool give(const otel_native::test::RecordBuilder& record);
  otel_native::test::RecordBuilder span_record(std::uint32_t name, std::uint32_t text_bytes);
  void do_something();

  const ProducerPlace place_;
  Random random_;
  PipelineDriver driver_;
  std::unique_ptr<otel_native::test::RingWriter> ring_;
  std::shared_ptr<otel_native::RecordPipeline> pipeline_;
  /// Names that have entered the string table, by the id they have there.
  std::vector<std::uint32_t> names_;
  Account account_;
};

}  // namespace soak
