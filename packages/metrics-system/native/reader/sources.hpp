#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace otel_native::system_metrics {

/// Sources that can be read separately. A set of them is a number with one bit per source.
enum class Source : std::uint32_t {
  kProcessUsage,
  kProcessMemory,
  kProcessIo,
  kProcessDescriptors,
  kContainer,
  kSystemCpu,
  kSystemMemory,
  kSystemPaging,
  kSystemSwaps,
  kSystemDisks,
  kSystemFilesystems,
  kSystemInterfaces,
  kCount,
};

/// In the order of the enumeration: JavaScript uses the position as the bit.
inline constexpr std::array<std::string_view, static_cast<std::size_t>(Source::kCount)> kSourceNames = {
    "process.usage", "process.memory", "process.io",   "process.descriptors", "container",          "system.cpu",
    "system.memory", "system.paging",  "system.swaps", "system.disks",        "system.filesystems", "system.interfaces",
};

}  // namespace otel_native::system_metrics
