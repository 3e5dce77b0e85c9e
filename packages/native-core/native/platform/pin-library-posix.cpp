#include <dlfcn.h>

#include "platform/pin-library.hpp"

namespace otel_native {

void pin_library() {
  Dl_info info;
  if (dladdr(reinterpret_cast<const void*>(&pin_library), &info) == 0) return;
  dlopen(info.dli_fname, RTLD_NOW | RTLD_NODELETE);  // the handle is kept on purpose
}

}  // namespace otel_native
