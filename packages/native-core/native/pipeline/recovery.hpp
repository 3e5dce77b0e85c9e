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
  /// Items that the receiver accepted.
  std::uint64_t exported = 0;
  /// Items that the exporter refused permanently.
  std::uint64_t lost = 0;
  /// Files with unreadable content.
  std::uint32_t damaged_files = 0;
  std::string last_error;
};

/// Sends the files of dead processes to the exporter. Creates a pipeline of this process for each file, which closes
/// when the file is empty. Calls `done` once after the last one, on a native thread or immediately. Returns a function
/// that stops early, before the exporter is shut down; unsent records stay in their files.
std::function<void()> recover(const ItemKind& kind, const std::vector<SpoolDirectory::Abandoned>& spools,
                              otel_native_exporter* exporter, PipelineOptions options,
                              std::function<void(const RecoveryOutcome&)> done);

}  // namespace otel_native
