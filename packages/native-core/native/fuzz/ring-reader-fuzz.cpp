// Two tickets, then what lies in the ring: whatever it is, a reader takes no byte from elsewhere.
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
  // What was published is taken once, and all of it.
  if (taken > kCapacity) std::abort();
  return 0;
}
