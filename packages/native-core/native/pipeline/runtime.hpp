#pragma once

#include <memory>
#include <vector>

#include "pipeline/service-thread.hpp"

namespace otel_native {

/// The drain thread of the process, which serves all pipelines. Never destroyed, because it may still run while the
/// process exits.
class Runtime {
 public:
  static Runtime& instance();

  void add(const std::shared_ptr<Pipeline>& pipeline) { drain_thread_.add(pipeline); }
  /// The pipelines that are not finished.
  std::vector<std::shared_ptr<Pipeline>> pipelines() { return drain_thread_.pipelines(); }
  /// Lets the drain thread look at new requests of JavaScript and at answers of exporters.
  void wake() { drain_thread_.wake(); }

 private:
  ServiceThread drain_thread_{"otel-drain"};
};

}  // namespace otel_native
