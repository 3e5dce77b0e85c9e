// The input is two tickets and the content of the ring. A reader must never read outside the ring.
#include <cstdlib>

#include "fuzz-input.hpp"
#include "intake/record-source.hpp"

using namespace otel_native;

namespace {

constexpr std::size_t kCapacity = 4096;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::FuzzInput input(data, size);
  alignas(8) static std::uint8_t memory[kRingHeaderBytes + kCapacity];
  std::memset(memory, 0, sizeof(memory));
  const auto write = input.number<std::uint32_t>();
  const auto read = input.number<std::uint32_t>();
  std::memcpy(memory + kWriteTicketOffset, &write, sizeof(write));
  std::memcpy(memory + kReadTicketOffset, &read, sizeof(read));
  input.copy(memory + kRingHeaderBytes, kCapacity);

  RingReader reader(memory, sizeof(memory));
  reader.skip_to(input.number<std::uint32_t>());
  MemoryBudget budget(kCapacity);
  RecordSource source(memory, sizeof(memory), budget);
  source.move_ring_to_heap();
  ByteBuffer records;
  std::uint64_t position = 0;
  std::size_t taken = 0;
  while (source.take(records, position) == RecordSource::Taken::kRecords) taken += records.size();
  // Published bytes are taken once, and completely.
  if (taken > kCapacity) std::abort();
  return 0;
}
