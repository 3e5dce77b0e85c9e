#include "host/host-lookup.hpp"

#if defined(_WIN32)
#include <windows.h>
#else
#include <dlfcn.h>
#endif

namespace otel_native::otlp_local {

#if defined(_WIN32)

// An import library binds to one DLL, so Windows has no search through the process.
void* HostLookup::address_of(const char* name) const {
  if (scope_ == HostScope::process) return nullptr;
  return reinterpret_cast<void*>(GetProcAddress(GetModuleHandle(nullptr), name));
}

#elif defined(__APPLE__)

void* HostLookup::address_of(const char* name) const {
  return dlsym(scope_ == HostScope::executable ? RTLD_MAIN_ONLY : RTLD_DEFAULT, name);
}

#else

void* HostLookup::address_of(const char* name) const {
  return scope_ == HostScope::executable ? nullptr : dlsym(RTLD_DEFAULT, name);
}

#endif

}  // namespace otel_native::otlp_local
