#pragma once

#include <cstddef>

namespace otel_native {

/// Gives the memory behind whole pages back to the system, where it takes it; they read as zeros from then on. The
/// addresses stay those of their owner, whose allocator frees them later.
void drop_pages(void* memory, std::size_t bytes);

}  // namespace otel_native
