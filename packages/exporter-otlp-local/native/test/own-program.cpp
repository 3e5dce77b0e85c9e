#include "own-program.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#if defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

extern char** environ;

namespace {

constexpr char kVariable[] = "OTEL_NATIVE_TEST_IN_OWN_PROCESS";

std::string own_path() {
#if defined(__APPLE__)
  char path[4096];
  std::uint32_t size = sizeof(path);
  return _NSGetExecutablePath(path, &size) == 0 ? path : "";
#else
  return "/proc/self/exe";
#endif
}

}  // namespace

int run_in_own_process(const char* test) {
  const std::string path = own_path();
  char* arguments[] = {const_cast<char*>(path.c_str()), const_cast<char*>(test), nullptr};
  setenv(kVariable, "1", 1);
  pid_t child = 0;
  const int error = posix_spawn(&child, path.c_str(), nullptr, nullptr, arguments, environ);
  unsetenv(kVariable);
  int status = -1;
  if (error == 0) waitpid(child, &status, 0);
  return status;
}

bool is_own_process() { return getenv(kVariable) != nullptr; }

/// LeakSanitizer asks it at the end of a process. After the exit gate has closed, nobody may free what OpenSSL's
/// objects hold: what is left then is no leak.
extern "C" int __lsan_is_turned_off() { return is_own_process() ? 1 : 0; }
