#pragma once

#include <cstddef>

namespace otel_native {

/// Returns the memory of whole pages to the system, if the system supports that; they read as zeros afterwards. The
/// addresses still belong to their owner, whose allocator frees them later.
void drop_pages(void* memory, std::size_t bytes);

}  // namespace otel_native
