#pragma once

#include <memory>
#include <vector>

#include "pipeline/service-thread.hpp"

namespace otel_native {

/// The two native threads of the process: the drain thread and the export thread. Never destroyed, because both may
/// still run while the process exits.
class Runtime {
 public:
  static Runtime& instance();

  void add(const std::shared_ptr<Pipeline>& pipeline);
  /// The pipelines that are not finished.
  std::vector<std::shared_ptr<Pipeline>> pipelines() { return export_thread_.pipelines(); }
  /// Lets the drain thread look at new requests of JavaScript.
  void wake() { drain_thread_.wake(); }

 private:
  ServiceThread drain_thread_{"otel-drain", &Pipeline::drain, export_thread_,
                              ServiceThread::WakesPeer::kAfterEachRound};
  // The drain thread forgets a finished pipeline only when it looks at it again.
  ServiceThread export_thread_{"otel-export", &Pipeline::export_next, drain_thread_,
                               ServiceThread::WakesPeer::kWhenAPipelineIsFinished};
};

}  // namespace otel_native
