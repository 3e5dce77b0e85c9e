#include "pipeline-driver.hpp"

#include <thread>
#include <utility>

#include "pipeline/runtime.hpp"

namespace soak {

using namespace otel_native;
using namespace std::chrono_literals;

namespace {

otel_native_exporter* random_exporter(Random& random, std::uint16_t port) {
  return make_exporter({port, random.between(200, 1500), random.one_in(3), random.one_in(3), random.between(0, 300)});
}

}  // namespace

PipelineDriver::PipelineDriver(Random& random, std::uint16_t port)
    : random_(random), exporter_(random_exporter(random, port)) {}

PipelineDriver::~PipelineDriver() { exporter_->release(exporter_); }

PipelineOptions PipelineDriver::random_options() {
  return {
      .max_export_batch_size = random_.between(1, 512),
      .max_request_bytes = random_.between(4, 1024) * 1024,
      // One in a few is so small that items are dropped.
      .max_queue_bytes = random_.one_in(4) ? random_.between(16, 128) * 1024 : 16u << 20,
      .max_queue_size = random_.one_in(4) ? random_.between(100, 2000) : UINT64_MAX,
      .scheduled_delay = std::chrono::milliseconds(random_.between(5, 200)),
      .export_timeout = 30s,
  };
}

void PipelineDriver::start(std::shared_ptr<Pipeline> pipeline) {
  pipeline_ = std::move(pipeline);
  Runtime::instance().add(pipeline_);
}

void PipelineDriver::flush() {
  ++flushes_;
  pipeline_->flush([answered = answered_](const FlushOutcome&) { ++*answered; });
  Runtime::instance().wake();
}

void PipelineDriver::look_at_counts() {
  pipeline_->queue().last_error();
  pipeline_->queue().queued_bytes();
  pipeline_->counters().lost();
}

void PipelineDriver::end() {
  // An environment that ends takes its memory away at once; a provider that is shut down does not.
  if (random_.one_in(2)) pipeline_->detach();
  if (random_.one_in(4)) pipeline_->queue().give_up_when_unreachable();
  const auto patience = std::chrono::milliseconds(random_.one_in(3) ? random_.between(0, 100) : 10'000);
  ++flushes_;
  pipeline_->close(after(Clock::now(), patience), [answered = answered_](const FlushOutcome&) { ++*answered; });
  Runtime::instance().wake();
  while (!pipeline_->finished()) std::this_thread::sleep_for(1ms);
  pipeline_->detach();
}

PipelineAccount PipelineDriver::account() const {
  const Counters& counters = pipeline_->counters();
  return {.collected = Counters::read(counters.collected),
          .exported = Counters::read(counters.exported),
          .lost = counters.lost(),
          .retries = Counters::read(counters.retries),
          .unanswered_flushes = flushes_ - *answered_,
          .is_corrupt = counters.corrupt.load()};
}

}  // namespace soak
