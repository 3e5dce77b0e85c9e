#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/record-pipeline.hpp"
#include "spool/spool-directory.hpp"

namespace otel_native {

struct RecoveryOutcome {
  /// Items that were accepted.
  std::uint64_t exported = 0;
  /// Items that the exporter refused for good.
  std::uint64_t lost = 0;
  /// Files with something that could not be read.
  std::uint32_t damaged_files = 0;
  std::string last_error;
};

/// Sends what dead processes left to the exporter, for which it makes each file a pipeline of this process that closes
/// when it is empty. Calls `done` once, on a native thread or at once, when the last one is. The function it gives ends
/// that early, before the exporter is shut down: what was not sent stays in its file.
std::function<void()> recover(const ItemKind& kind, const std::vector<SpoolDirectory::Abandoned>& spools,
                              otel_native_exporter* exporter, PipelineOptions options,
                              std::function<void(const RecoveryOutcome&)> done);

}  // namespace otel_native
