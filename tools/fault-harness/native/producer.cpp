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

std::uint32_t random_text_bytes(Random& random) {
  if (random.one_in(500)) return random.between(20'000, 100'000);
  return random.one_in(10) ? random.between(500, 5'000) : random.between(0, 100);
}

}  // namespace

Producer::Producer(const ProducerPlace& place, SoakSpools* spools)
    : place_(place), random_(place.seed), driver_(random_, place.port) {
  account_.items = random_.one_in(2) ? Items::kLogRecords : Items::kSpans;
  make_pipeline(*spools);
  define();
  driver_.start(pipeline_);
}

void Producer::make_pipeline(SoakSpools& spools) {
  const ItemKind& kind = kind_of(account_.items);
  const std::uint32_t capacity = 1u << random_.between(14, 17);
  const PipelineOptions options = driver_.random_options();
  const LossListener listener = [](LossCause, std::uint32_t, const std::string&) {};
  if (random_.one_in(3)) {
    SpoolMessage error{};
    if (auto spool = spools.of(account_.items).create(kRingHeaderBytes + capacity, spool_limits(), error)) {
      account_.is_spooled = true;
      ring_ = std::make_unique<test::RingWriter>(spool->ring(), capacity);
      pipeline_ = std::make_shared<RecordPipeline>(kind, std::move(spool), driver_.exporter(), options, listener);
      return;
    }
  }
  ring_ = std::make_unique<test::RingWriter>(capacity);
  pipeline_ =
      std::make_shared<RecordPipeline>(kind, ring_->memory(), ring_->bytes(), driver_.exporter(), options, listener);
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
    for (std::uint32_t left = random_.one_in(20) ? 1000 : random_.between(1, 100); left > 0; --left) end_item();
    do_something();
    std::this_thread::sleep_for(std::chrono::milliseconds(random_.between(0, 40)));
  }
  driver_.end();
  account_.pipeline = driver_.account();
}

void Producer::end_item() {
  const std::uint64_t index = account_.ended;
  const std::uint32_t name = random_.between(0, kNames - 1);
  const std::uint64_t id = std::uint64_t{place_.round} << 32 | std::uint64_t{place_.number} << 24 | index;
  const ItemContent content{id, index, random_.between(0, kScopes - 1), name, random_text_bytes(random_)};
  const bool is_taken = give(item_record(account_.items, content, names_));
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

void Producer::do_something() {
  switch (random_.between(0, 5)) {
    case 0:
      return driver_.flush();
    case 1:
      pipeline_->want_drain();
      return Runtime::instance().wake();
    case 2:
      return driver_.look_at_counts();
    default:
      return;
  }
}

}  // namespace soak
