#include "pipeline/runtime.hpp"

namespace otel_native {

Runtime& Runtime::instance() {
  static Runtime* const runtime = new Runtime;
  return *runtime;
}

}  // namespace otel_native
