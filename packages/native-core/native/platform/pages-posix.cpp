#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

#include "platform/pages.hpp"

namespace otel_native {

void drop_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#ifdef __linux__
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const std::size_t before = (page - reinterpret_cast<std::uintptr_t>(memory) % page) % page;
  if (bytes < before + page) return;
  madvise(static_cast<std::uint8_t*>(memory) + before, (bytes - before) / page * page, MADV_DONTNEED);
#endif
}

}  // namespace otel_native
