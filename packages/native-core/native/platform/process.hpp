#pragma once

#include <cstdint>

namespace otel_native {

/// Changes in a forked process.
std::int64_t process_id();

}  // namespace otel_native
