#pragma once

#include "accepting-exporter.hpp"
#include "pipeline/drainer.hpp"

namespace otel_native::fuzz {

/// Turns arbitrary records, as read from the ring, into requests.
inline void drain_records(const ItemKind& kind, const std::uint8_t* data, std::size_t size) {
  alignas(8) static std::uint8_t ring[kRingHeaderBytes + 4096];
  MemoryBudget budget(1 << 20);
  Counters counters;
  RecordSource source(ring, sizeof(ring), budget);
  ExportQueue queue(accepting_exporter(), {std::chrono::seconds(1), 1000, 1 << 20}, budget, counters);
  Drainer drainer(kind, {8, 4096, 1 << 16}, source, queue, counters);
  // Use a separate allocation, so that an overrun by one byte is detected.
  if (size > 0) source.append(data, size, true);
  drainer.drain();
  drainer.cut_last_batch();
}

}  // namespace otel_native::fuzz
