#include <unistd.h>

#include "platform/process.hpp"

namespace otel_native {

std::int64_t process_id() { return getpid(); }

}  // namespace otel_native
