#pragma once

#include <chrono>
#include <cstdint>

#include "pipeline/pipeline.hpp"

namespace otel_native::test {

/// Options of a pipeline that sends nothing before it is flushed, closed or has a full batch.
constexpr PipelineOptions options_with_batches_of(std::uint32_t items) {
  return {.max_export_batch_size = items,
          .max_request_bytes = 1 << 20,
          .max_queue_bytes = 16 << 20,
          .max_queue_size = UINT64_MAX,
          .scheduled_delay = std::chrono::hours(1),
          .export_timeout = std::chrono::seconds(30)};
}

}  // namespace otel_native::test
