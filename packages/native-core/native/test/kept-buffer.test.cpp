#include "intake/kept-buffer.hpp"

#include "intake/record-source.hpp"
#include "record-builder.hpp"
#include "ring-writer.hpp"
#include "test.hpp"

using namespace otel_native;
using namespace std::chrono_literals;
using test::RecordBuilder;
using test::RingWriter;

namespace {

constexpr std::size_t kBytes = 100'000;

/// A span in a buffer of the source, as JavaScript makes one with long texts.
ByteBuffer span_in_a_buffer_of(RecordSource& source) {
  const RecordBuilder record = std::move(RecordBuilder().span("span"));
  ByteBuffer buffer = source.take_buffer(kBytes);
  buffer.append(record.data(), record.size());
  return buffer;
}

}  // namespace

TEST(a_buffer_is_used_again) {
  KeptBuffer kept;
  ByteBuffer first = kept.take(kBytes);
  first.push(1);
  const std::uint8_t* memory = first.data();
  kept.give_back(std::move(first));
  const ByteBuffer second = kept.take(kBytes / 2);
  CHECK_EQ(second.data(), memory);
  CHECK(second.empty());
  CHECK_EQ(kept.kept_bytes(), 0u);
}

TEST(the_largest_buffer_within_the_bound_is_kept) {
  KeptBuffer kept;
  const auto give_back = [&](std::size_t bytes) {
    ByteBuffer buffer;
    buffer.reserve(bytes);
    kept.give_back(std::move(buffer));
    return kept.kept_bytes();
  };
  CHECK_EQ(give_back(2 * kBytes), 2 * kBytes);
  CHECK_EQ(give_back(kBytes), 2 * kBytes);
  CHECK_EQ(give_back(KeptBuffer::kMaxBytes), KeptBuffer::kMaxBytes);
  CHECK_EQ(give_back(KeptBuffer::kMaxBytes + 1), KeptBuffer::kMaxBytes);
}

TEST(a_buffer_without_use_is_given_back) {
  KeptBuffer kept;
  TimePoint now = Clock::now();
  kept.give_back(kept.take(kBytes));
  kept.trim(now);
  CHECK(kept.kept_bytes() >= kBytes);
  kept.trim(now + KeptBuffer::kIdle - 1ms);
  CHECK(kept.kept_bytes() >= kBytes);
  kept.give_back(kept.take(kBytes));
  kept.trim(now += KeptBuffer::kIdle);
  CHECK(kept.kept_bytes() >= kBytes);
  kept.trim(now += KeptBuffer::kIdle);
  CHECK_EQ(kept.kept_bytes(), 0u);
}

TEST(a_record_in_a_buffer_is_taken_without_a_copy_and_its_buffer_comes_back) {
  RingWriter ring(1 << 12);
  MemoryBudget budget(1 << 20);
  RecordSource source(ring.memory(), ring.bytes(), budget);
  ByteBuffer record = span_in_a_buffer_of(source);
  const std::uint8_t* memory = record.data();
  CHECK(source.append(std::move(record)));
  ByteBuffer taken;
  std::uint64_t position = 0;
  CHECK(source.take(taken, position) == RecordSource::Taken::kRecords);
  CHECK_EQ(taken.data(), memory);
  CHECK(source.take(taken, position) == RecordSource::Taken::kNothing);
  CHECK_EQ(taken.capacity(), 0u);
  CHECK_EQ(source.take_buffer(kBytes).data(), memory);
  CHECK_EQ(budget.used(), 0u);
}

TEST(a_record_beyond_the_budget_is_refused_and_its_buffer_comes_back) {
  RingWriter ring(1 << 12);
  MemoryBudget budget(8);
  RecordSource source(ring.memory(), ring.bytes(), budget);
  ByteBuffer record = span_in_a_buffer_of(source);
  const std::uint8_t* memory = record.data();
  CHECK(!source.append(std::move(record)));
  CHECK_EQ(source.take_buffer(kBytes).data(), memory);
}
