// Turns arbitrary records, as read from the ring, into requests.
#include "accepting-exporter.hpp"
#include "pipeline/drainer.hpp"
#include "traces/span-encoder.hpp"

using namespace otel_native;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  alignas(8) static std::uint8_t ring[kRingHeaderBytes + 4096];
  MemoryBudget budget(1 << 20);
  Counters counters;
  RecordSource source(ring, sizeof(ring), budget);
  ExportQueue queue(fuzz::accepting_exporter(), {std::chrono::seconds(1), 1000, 1 << 20}, budget, counters);
  Drainer drainer(kSpans, {8, 4096, 1 << 16}, source, queue, counters);
  // Use a separate allocation, so that an overrun by one byte is detected.
  if (size > 0) source.append(data, size, true);
  drainer.drain();
  drainer.cut_last_batch();
  return 0;
}
