#include "pipeline/runtime.hpp"

namespace otel_native {

Runtime& Runtime::instance() {
  static Runtime* const runtime = new Runtime;
  return *runtime;
}

void Runtime::add(const std::shared_ptr<Pipeline>& pipeline) {
  export_thread_.add(pipeline);
  drain_thread_.add(pipeline);
}

}  // namespace otel_native
