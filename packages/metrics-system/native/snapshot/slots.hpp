#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace otel_native::system_metrics {

/// The single values. JavaScript looks up their positions by name.
enum class Slot : std::size_t {
  kProcessCpuUser,
  kProcessCpuSystem,
  kProcessCpuUserUtilization,
  kProcessCpuSystemUtilization,
  kProcessCpuLimit,
  kProcessMemoryUsage,
  kProcessMemoryVirtual,
  kProcessMemoryUtilization,
  kProcessDiskRead,
  kProcessDiskWrite,
  kProcessThreads,
  kProcessFileDescriptors,
  kProcessVoluntarySwitches,
  kProcessInvoluntarySwitches,
  kProcessMinorFaults,
  kProcessMajorFaults,
  kContainerCpuUser,
  kContainerCpuSystem,
  kContainerCpuUserUsage,
  kContainerCpuSystemUsage,
  kContainerCpuLimit,
  kContainerMemoryUsage,
  kContainerMemoryLimit,
  kContainerMemoryAvailable,
  kContainerMemoryRss,
  kContainerMemoryWorkingSet,
  kContainerMinorFaults,
  kContainerMajorFaults,
  kContainerDiskRead,
  kContainerDiskWrite,
  kContainerUptime,
  kSystemUptime,
  kSystemCpuCount,
  kSystemProcessesCreated,
  kSystemMemoryLimit,
  kSystemMemoryUsed,
  kSystemMemoryFree,
  kSystemMemoryAvailable,
  kSystemMemoryBuffers,
  kSystemMemoryCached,
  kSystemMemoryUsedUtilization,
  kSystemMemoryFreeUtilization,
  kSystemMemoryAvailableUtilization,
  kSystemMemoryBuffersUtilization,
  kSystemMemoryCachedUtilization,
  kSystemSlabReclaimable,
  kSystemSlabUnreclaimable,
  kSystemMinorFaults,
  kSystemMajorFaults,
  kSystemSwapIn,
  kSystemSwapOut,
  kCount,
};

inline constexpr std::size_t kSlotCount = static_cast<std::size_t>(Slot::kCount);

struct SlotName {
  Slot slot;
  std::string_view name;
};

inline constexpr std::array<SlotName, kSlotCount> kSlotNames = {{
    {Slot::kProcessCpuUser, "process.cpu.user"},
    {Slot::kProcessCpuSystem, "process.cpu.system"},
    {Slot::kProcessCpuUserUtilization, "process.cpu.user.utilization"},
    {Slot::kProcessCpuSystemUtilization, "process.cpu.system.utilization"},
    {Slot::kProcessCpuLimit, "process.cpu.limit"},
    {Slot::kProcessMemoryUsage, "process.memory.usage"},
    {Slot::kProcessMemoryVirtual, "process.memory.virtual"},
    {Slot::kProcessMemoryUtilization, "process.memory.utilization"},
    {Slot::kProcessDiskRead, "process.disk.read"},
    {Slot::kProcessDiskWrite, "process.disk.write"},
    {Slot::kProcessThreads, "process.threads"},
    {Slot::kProcessFileDescriptors, "process.file_descriptors"},
    {Slot::kProcessVoluntarySwitches, "process.switches.voluntary"},
    {Slot::kProcessInvoluntarySwitches, "process.switches.involuntary"},
    {Slot::kProcessMinorFaults, "process.faults.minor"},
    {Slot::kProcessMajorFaults, "process.faults.major"},
    {Slot::kContainerCpuUser, "container.cpu.user"},
    {Slot::kContainerCpuSystem, "container.cpu.system"},
    {Slot::kContainerCpuUserUsage, "container.cpu.user.usage"},
    {Slot::kContainerCpuSystemUsage, "container.cpu.system.usage"},
    {Slot::kContainerCpuLimit, "container.cpu.limit"},
    {Slot::kContainerMemoryUsage, "container.memory.usage"},
    {Slot::kContainerMemoryLimit, "container.memory.limit"},
    {Slot::kContainerMemoryAvailable, "container.memory.available"},
    {Slot::kContainerMemoryRss, "container.memory.rss"},
    {Slot::kContainerMemoryWorkingSet, "container.memory.working_set"},
    {Slot::kContainerMinorFaults, "container.faults.minor"},
    {Slot::kContainerMajorFaults, "container.faults.major"},
    {Slot::kContainerDiskRead, "container.disk.read"},
    {Slot::kContainerDiskWrite, "container.disk.write"},
    {Slot::kContainerUptime, "container.uptime"},
    {Slot::kSystemUptime, "system.uptime"},
    {Slot::kSystemCpuCount, "system.cpu.count"},
    {Slot::kSystemProcessesCreated, "system.processes.created"},
    {Slot::kSystemMemoryLimit, "system.memory.limit"},
    {Slot::kSystemMemoryUsed, "system.memory.used"},
    {Slot::kSystemMemoryFree, "system.memory.free"},
    {Slot::kSystemMemoryAvailable, "system.memory.available"},
    {Slot::kSystemMemoryBuffers, "system.memory.buffers"},
    {Slot::kSystemMemoryCached, "system.memory.cached"},
    {Slot::kSystemMemoryUsedUtilization, "system.memory.used.utilization"},
    {Slot::kSystemMemoryFreeUtilization, "system.memory.free.utilization"},
    {Slot::kSystemMemoryAvailableUtilization, "system.memory.available.utilization"},
    {Slot::kSystemMemoryBuffersUtilization, "system.memory.buffers.utilization"},
    {Slot::kSystemMemoryCachedUtilization, "system.memory.cached.utilization"},
    {Slot::kSystemSlabReclaimable, "system.slab.reclaimable"},
    {Slot::kSystemSlabUnreclaimable, "system.slab.unreclaimable"},
    {Slot::kSystemMinorFaults, "system.faults.minor"},
    {Slot::kSystemMajorFaults, "system.faults.major"},
    {Slot::kSystemSwapIn, "system.swap.in"},
    {Slot::kSystemSwapOut, "system.swap.out"},
}};

constexpr bool slots_are_in_order() {
  for (std::size_t i = 0; i < kSlotCount; ++i) {
    if (kSlotNames[i].slot != static_cast<Slot>(i)) return false;
  }
  return true;
}
static_assert(slots_are_in_order(), "a name stands at the place of its slot");

}  // namespace otel_native::system_metrics
