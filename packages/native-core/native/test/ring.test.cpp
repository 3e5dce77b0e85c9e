#include <thread>

#include "intake/record-source.hpp"
#include "record-builder.hpp"
#include "ring-writer.hpp"
#include "test.hpp"

using namespace otel_native;
using test::RecordBuilder;
using test::RingWriter;

TEST(a_ring_of_zeros_is_empty) {
  RingWriter ring(4096);
  RingReader reader(ring.memory(), ring.bytes());
  ByteBuffer out;
  CHECK(reader.take_all(out));
  CHECK_EQ(out.size(), 0u);
}

TEST(only_powers_of_two_with_a_header_are_rings) {
  CHECK(RingReader::is_ring(kRingHeaderBytes + 4096));
  CHECK(!RingReader::is_ring(4096));
  CHECK(!RingReader::is_ring(kRingHeaderBytes + 5000));
  CHECK(!RingReader::is_ring(0));
}

TEST(records_survive_many_turns_of_the_ring_between_two_threads) {
  constexpr std::uint32_t kRecords = 200'000;
  RingWriter ring(4096);
  MemoryBudget budget(1 << 20);
  RecordSource source(ring.memory(), ring.bytes(), budget);
  std::thread writer([&] {
    for (std::uint32_t i = 0; i < kRecords; ++i) {
      std::uint32_t record[16] = {8 * (1 + i % 8), kRecordTypeSpan};
      for (std::uint32_t word = 2; word < record[0] / 4; ++word) record[word] = i;
      while (!ring.write(reinterpret_cast<const std::uint8_t*>(record), record[0])) {
        if (i % 3 == 0) source.move_ring_to_heap();
      }
    }
  });
  std::uint32_t next = 0;
  bool intact = true;
  ByteBuffer chunk;
  std::uint64_t position = 0;
  while (next < kRecords && intact) {
    if (source.take(chunk, position) != RecordSource::Taken::kRecords) continue;
    for (std::size_t at = 0; at < chunk.size();) {
      std::uint32_t record[16];
      std::memcpy(record, chunk.data() + at, 8);
      if ((record[1] & 0xff) == kRecordTypePad) {
        at += record[0];
        continue;
      }
      std::memcpy(record, chunk.data() + at, record[0]);
      intact = intact && record[0] == 8 * (1 + next % 8);
      for (std::uint32_t word = 2; word < record[0] / 4; ++word) intact = intact && record[word] == next;
      at += record[0];
      ++next;
    }
  }
  writer.join();
  CHECK(intact);
  CHECK_EQ(next, kRecords);
  CHECK_EQ(budget.used(), 0u);
}

TEST(a_large_record_comes_after_what_was_in_the_ring) {
  RingWriter ring(4096);
  MemoryBudget budget(1 << 20);
  RecordSource source(ring.memory(), ring.bytes(), budget);
  const RecordBuilder small = std::move(RecordBuilder().span("small"));
  const RecordBuilder large = std::move(RecordBuilder().span(std::string(10'000, 'x')));
  CHECK(ring.write(small.data(), static_cast<std::uint32_t>(small.size())));
  CHECK(source.append(large.data(), large.size(), false));
  ByteBuffer chunk;
  std::uint64_t position = 0;
  CHECK(source.take(chunk, position) == RecordSource::Taken::kRecords);
  CHECK_EQ(chunk.size(), small.size());
  CHECK(source.take(chunk, position) == RecordSource::Taken::kRecords);
  CHECK_EQ(chunk.size(), large.size());
  CHECK(source.take(chunk, position) == RecordSource::Taken::kNothing);
  CHECK_EQ(budget.used(), 0u);
}

TEST(the_budget_refuses_what_is_not_needed) {
  RingWriter ring(4096);
  MemoryBudget budget(100);
  RecordSource source(ring.memory(), ring.bytes(), budget);
  const RecordBuilder span = std::move(RecordBuilder().span("a span"));
  CHECK(ring.write(span.data(), static_cast<std::uint32_t>(span.size())));
  CHECK(!source.move_ring_to_heap());
  CHECK(!source.append(span.data(), span.size(), false));
  CHECK(source.append(span.data(), span.size(), true));
  ByteBuffer chunk;
  std::uint64_t position = 0;
  CHECK(source.take(chunk, position) == RecordSource::Taken::kRecords);
  CHECK(source.take(chunk, position) == RecordSource::Taken::kRecords);
  CHECK_EQ(budget.used(), 0u);
}

TEST(after_detach_the_rings_memory_is_not_touched) {
  MemoryBudget budget(0);
  auto ring = std::make_unique<RingWriter>(4096);
  RecordSource source(ring->memory(), ring->bytes(), budget);
  const RecordBuilder span = std::move(RecordBuilder().span("saved"));
  CHECK(ring->write(span.data(), static_cast<std::uint32_t>(span.size())));
  source.detach();
  ring.reset();
  ByteBuffer chunk;
  std::uint64_t position = 0;
  CHECK(source.take(chunk, position) == RecordSource::Taken::kRecords);
  CHECK_EQ(chunk.size(), span.size());
  CHECK(source.take(chunk, position) == RecordSource::Taken::kNothing);
}

TEST(tickets_that_make_no_sense_are_corrupt) {
  RingWriter ring(4096);
  MemoryBudget budget(1 << 20);
  RecordSource source(ring.memory(), ring.bytes(), budget);
  ring.ticket(kWriteTicketOffset).store(4097);
  ByteBuffer chunk;
  std::uint64_t position = 0;
  CHECK(source.take(chunk, position) == RecordSource::Taken::kCorrupt);
  CHECK(source.take(chunk, position) == RecordSource::Taken::kCorrupt);
}
