#include "producer.hpp"

#include <algorithm>
#include <string>
#include <thread>

#include "pipeline/runtime.hpp"

namespace soak {

using namespace otel_native;
using namespace std::chrono_literals;
using test::RecordBuilder;

namespace {

constexpr std::uint32_t kNames = 7;
constexpr std::uint32_t kScopes = 3;

PipelineOptions random_options(Random& random) {
  return {
      .max_export_batch_size = random.between(1, 512),
      .max_export_batch_bytes = random.between(4, 1024) * 1024,
      // One in a few is so small that spans are dropped.
      .max_queue_bytes = random.one_in(4) ? random.between(16, 128) * 1024 : 16u << 20,
      .max_queue_size = random.one_in(4) ? random.between(100, 2000) : UINT64_MAX,
      .scheduled_delay = std::chrono::milliseconds(random.between(5, 200)),
      .export_timeout = 30s,
  };
}

otel_native_exporter* random_exporter(Random& random, std::uint16_t port) {
  return make_exporter({port, random.between(200, 1500), random.one_in(3), random.one_in(3), random.between(0, 300)});
}

std::uint32_t random_text_bytes(Random& random) {
  if (random.one_in(500)) return random.between(20'000, 100'000);
  return random.one_in(10) ? random.between(500, 5'000) : random.between(0, 100);
}

/// The receiver makes the same text of the number.
std::string text_of(std::uint64_t index, std::uint32_t bytes) {
  std::string text(bytes, 'a');
  for (std::uint32_t i = 0; i < bytes; ++i) text[i] = static_cast<char>('a' + (index + i) % 26);
  return text;
}

}  // namespace

Producer::Producer(const Place& place, SpoolDirectory* spools)
    : place_(place), random_(place.seed), exporter_(random_exporter(random_, place.port)) {
  make_pipeline(spools);
  define();
  Runtime::instance().add(pipeline_);
}

Producer::~Producer() { exporter_->release(exporter_); }

void Producer::make_pipeline(SpoolDirectory* spools) {
  const std::uint32_t capacity = 1u << random_.between(14, 17);
  const PipelineOptions options = random_options(random_);
  const LossListener listener = [](LossCause, std::uint32_t, const std::string&) {};
  if (spools != nullptr && random_.one_in(3)) {
    SpoolMessage error{};
    const SpoolLimits limits{4u << 20, 1u << 30, 24h};
    if (auto spool = spools->create(kRingHeaderBytes + capacity, limits, error)) {
      account_.is_spooled = true;
      ring_ = std::make_unique<test::RingWriter>(spool->ring(), capacity);
      pipeline_ = std::make_shared<RecordPipeline>(std::move(spool), exporter_, options, listener);
      return;
    }
  }
  ring_ = std::make_unique<test::RingWriter>(capacity);
  pipeline_ = std::make_shared<RecordPipeline>(ring_->memory(), ring_->bytes(), exporter_, options, listener);
}

void Producer::define() {
  RecordSource& source = pipeline_->source();
  const auto append = [&](const RecordBuilder& record) { source.append(record.data(), record.size(), true); };
  for (std::uint32_t scope = 0; scope < kScopes; ++scope) {
    append(RecordBuilder().scope(scope, "scope " + std::to_string(scope)));
  }
  append(RecordBuilder().resource());
}

void Producer::run() {
  const TimePoint end = after(Clock::now(), std::chrono::milliseconds(random_.between(300, 2000)));
  while (Clock::now() < end) {
    for (std::uint32_t left = random_.one_in(20) ? 1000 : random_.between(1, 100); left > 0; --left) end_span();
    do_something();
    std::this_thread::sleep_for(std::chrono::milliseconds(random_.between(0, 40)));
  }
  end_pipeline();
  settle();
}

void Producer::end_span() {
  const std::uint32_t name = random_.between(0, kNames - 1);
  const bool is_taken = give(span_record(name, random_text_bytes(random_)));
  ++account_.ended;
  if (!is_taken) {
    ++account_.not_taken;
  } else if (std::find(names_.begin(), names_.end(), name) == names_.end()) {
    names_.push_back(name);
  }
}

/// As `native-core/src/ring/record-writer.ts` does.
bool Producer::give(const RecordBuilder& record) {
  RecordSource& source = pipeline_->source();
  if (record.size() > ring_->capacity() / 4) return source.append(record.data(), record.size(), false);
  const auto size = static_cast<std::uint32_t>(record.size());
  return ring_->write(record.data(), size) || (source.move_ring_to_heap() && ring_->write(record.data(), size));
}

RecordBuilder Producer::span_record(std::uint32_t name, std::uint32_t text_bytes) {
  const std::uint64_t index = account_.ended;
  const std::uint64_t place = std::uint64_t{place_.round} << 32 | std::uint64_t{place_.number} << 24 | index;
  RecordBuilder record;
  record.begin(kRecordTypeSpan, kSpanHeaderBytes).at(kSpanScopeIdOffset, random_.between(0, kScopes - 1));
  record.at<std::uint8_t>(kSpanKindOffset, 1).at<std::uint32_t>(kSpanAttributeCountOffset, 3);
  record.at(kSpanTraceIdOffset, index + 1).at(kSpanSpanIdOffset, __builtin_bswap64(place));
  record.at(kSpanStartSecondsOffset, 1.0).at(kSpanEndSecondsOffset, 2.0);
  const auto known = std::find(names_.begin(), names_.end(), name);
  if (known != names_.end()) {
    record.known(static_cast<std::uint32_t>(known - names_.begin()));
  } else {
    record.define(static_cast<std::uint32_t>(names_.size()), "work " + std::to_string(name));
  }
  record.attribute("index", kValueTypeInt32).u32(static_cast<std::uint32_t>(index));
  record.attribute("bytes", kValueTypeInt32).u32(text_bytes);
  record.attribute("text", kValueTypeString).text(text_of(index, text_bytes)).end();
  return record;
}

void Producer::do_something() {
  switch (random_.between(0, 5)) {
    case 0:
      return flush();
    case 1:
      pipeline_->want_drain();
      return Runtime::instance().wake();
    case 2:
      pipeline_->queue().last_error();
      pipeline_->queue().queued_bytes();
      pipeline_->counters().lost();
      return;
    default:
      return;
  }
}

void Producer::flush() {
  ++flushes_;
  pipeline_->flush([answered = answered_](const FlushOutcome&) { ++*answered; });
  Runtime::instance().wake();
}

void Producer::end_pipeline() {
  // An environment that ends takes the ring away at once; a provider that is shut down does not.
  if (random_.one_in(2)) pipeline_->source().detach();
  if (random_.one_in(4)) pipeline_->queue().give_up_when_unreachable();
  const auto patience = std::chrono::milliseconds(random_.one_in(3) ? random_.between(0, 100) : 10'000);
  ++flushes_;
  pipeline_->close(after(Clock::now(), patience), [answered = answered_](const FlushOutcome&) { ++*answered; });
  Runtime::instance().wake();
  while (!pipeline_->finished()) std::this_thread::sleep_for(1ms);
  pipeline_->source().detach();
}

void Producer::settle() {
  const Counters& counters = pipeline_->counters();
  account_.exported = Counters::read(counters.exported);
  account_.lost = counters.lost();
  account_.retries = Counters::read(counters.retries);
  account_.is_corrupt = counters.corrupt.load();
  account_.unanswered_flushes = flushes_ - *answered_;
}

}  // namespace soak
