#include <dlfcn.h>

#include "shared/pin-library.hpp"

namespace otel_native {

void pin_library(const void* code) {
  Dl_info info;
  if (dladdr(code, &info) == 0) return;
  dlopen(info.dli_fname, RTLD_NOW | RTLD_NODELETE);  // intentionally never closed
}

}  // namespace otel_native
