// Recovers an arbitrary spool of a dead process and sends its requests. The input is four positions, two tickets and
// three sizes, then the ring, the definitions and the journal. Checksums always match here (see checksum.cpp), or the
// fuzzer would find nothing.
#include <cstdlib>
#include <vector>

#include "accepting-exporter.hpp"
#include "fuzz-input.hpp"
#include "pipeline/record-pipeline.hpp"
#include "traces/span-encoder.hpp"

using namespace otel_native;

namespace {

constexpr SpoolMemory::Sizes kSizes{kRingHeaderBytes + 4096, 1 << 16};
constexpr PipelineOptions kOptions{.max_export_batch_size = 8,
                                   .max_request_bytes = 4096,
                                   .max_queue_bytes = 1 << 20,
                                   .max_queue_size = 1000,
                                   .scheduled_delay = std::chrono::hours(1),
                                   .export_timeout = std::chrono::seconds(1)};
/// More turns than any input needs; a recovery that does not end is a bug.
constexpr int kMaxTurns = 10'000;

void recover(const SpoolMemory& memory) {
  bool is_closed = false;
  const auto spool =
      std::make_shared<Spool>(memory, Spool::Owner{.touch = [] {}, .close = [&](bool) { is_closed = true; }});
  spool->restore(true);
  RecordPipeline pipeline(kSpans, spool, fuzz::accepting_exporter(), kOptions);
  pipeline.restore();
  pipeline.close(kNever, [](const FlushOutcome&) {});
  for (int turn = 0; !pipeline.finished(); ++turn) {
    if (turn == kMaxTurns) std::abort();
    pipeline.drain(Clock::now());
    pipeline.export_next(Clock::now());
  }
  if (!is_closed) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static std::vector<std::uint64_t> words(kSizes.total() / 8);
  auto* bytes = reinterpret_cast<std::uint8_t*>(words.data());
  // The head is taken from the input unchecked.
  SpoolMemory found;
  if (size >= kSpoolPageBytes) {
    std::vector<std::uint8_t> copy(data, data + size);
    SpoolMemory::inspect(copy.data(), copy.size(), found);
  }
  const SpoolMemory memory = SpoolMemory::format(bytes, kSizes, OTEL_NATIVE_SIGNAL_TRACES, "boot", 1);
  fuzz::FuzzInput input(data, size);
  SpoolControl& control = memory.control();
  for (SpoolPosition* position :
       {&control.journal.begin, &control.journal.acknowledged, &control.journal.end, &control.definitions_end}) {
    *position = input.number<std::uint64_t>();
  }
  for (const std::uint32_t offset : {kWriteTicketOffset, kReadTicketOffset}) {
    const auto ticket = input.number<std::uint32_t>();
    std::memcpy(memory.ring() + offset, &ticket, sizeof(ticket));
  }
  const std::size_t ring_bytes = std::min<std::size_t>(input.number<std::uint32_t>(), 4096);
  const std::size_t definition_bytes = std::min<std::size_t>(input.number<std::uint32_t>(), kDefinitionsBytes);
  const std::size_t journal_bytes = std::min<std::size_t>(input.number<std::uint32_t>(), kSizes.journal_bytes);
  const std::size_t used_of_ring = input.copy(memory.ring() + kRingHeaderBytes, ring_bytes);
  const std::size_t used_of_definitions = input.copy(memory.definitions(), definition_bytes);
  input.copy(memory.journal(), journal_bytes);
  recover(memory);
  std::memset(memory.ring() + kRingHeaderBytes, 0, used_of_ring);
  std::memset(memory.definitions(), 0, used_of_definitions);
  std::memset(memory.journal(), 0, kSizes.journal_bytes);
  return 0;
}
