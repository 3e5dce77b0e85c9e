#include <dlfcn.h>

#include "platform/pin-library.hpp"

namespace otel_native::otlp_local {

void pin_library() {
  Dl_info info;
  if (dladdr(reinterpret_cast<const void*>(&pin_library), &info) == 0) return;
  dlopen(info.dli_fname, RTLD_NOW | RTLD_NODELETE);  // intentionally never closed
}

}  // namespace otel_native::otlp_local
