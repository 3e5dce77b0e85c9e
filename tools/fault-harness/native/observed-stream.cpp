#include "observed-stream.hpp"

#include "pipeline/runtime.hpp"

namespace soak {

using namespace otel_native;

ObservedStream::ObservedStream(MetricPipeline& pipeline, MetricDefiner& definer, std::uint32_t stream_id,
                               Random& random)
    : pipeline_(pipeline),
      random_(random),
      stream_id_(stream_id),
      observer_(new SoakObserver(random.between(0, UINT32_MAX))) {
  MetricShape shape;
  shape.flags = kStreamFlagObserved | kStreamFlagMonotonic | kStreamFlagInteger;
  shape.aggregation = random.one_in(3) ? kAggregationLastValue : kAggregationSum;
  if (random.one_in(2)) shape.flags |= kStreamFlagDelta;
  is_delta_sum_ = shape.is_delta() && shape.aggregation == kAggregationSum;
  definer.stream(stream_id, shape);
  definer.series(stream_id, 0, 0, Cell{});
  give();
}

ObservedStream::~ObservedStream() { observer_->release(observer_); }

void ObservedStream::give() {
  observer_id_ = pipeline_.native_observers().add(observer_, [] { Runtime::instance().wake(); });
  say_what_it_means();
}

void ObservedStream::say_what_it_means() {
  std::vector<std::uint32_t> targets(kTargetWords);
  targets[kTargetStreamWord] = stream_id_;
  pipeline_.native_observers().set_targets(observer_id_, observer_->layout(), std::move(targets));
}

void ObservedStream::disturb() {
  if (random_.one_in(2)) {
    observer_->change_layout();
    say_what_it_means();
  } else {
    pipeline_.native_observers().remove(observer_id_);
    give();
  }
}

}  // namespace soak
