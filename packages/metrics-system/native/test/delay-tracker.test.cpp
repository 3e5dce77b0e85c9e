#include "loop/delay-tracker.hpp"

#include <array>

#include "test.hpp"

using namespace otel_native::system_metrics;

namespace {

using Figures = std::array<double, DelayHistogram::kFigureCount>;

/// An event loop that waits and works as the test asks; ticks are due every 10.
class Loop {
 public:
  void wait(std::uint64_t duration) {
    tracker_.begin_wait(now_, idle_);
    now_ += duration;
    idle_ += duration;
  }
  void be_busy(std::uint64_t duration) { now_ += duration; }
  Figures take() {
    Figures figures{};
    tracker_.end_wait(idle_);
    tracker_.histogram().take(figures);
    return figures;
  }

 private:
  std::uint64_t now_ = 1000, idle_ = 500;
  DelayTracker tracker_{10};
};

}  // namespace

TEST(what_the_program_did_before_the_loop_began_is_no_delay) {
  Loop loop;
  loop.be_busy(5000);
  CHECK_EQ(loop.take()[DelayHistogram::kCount], 0.0);
  loop.wait(25);
  const Figures figures = loop.take();
  CHECK_EQ(figures[DelayHistogram::kCount], 2.0);
  CHECK_EQ(figures[DelayHistogram::kMax], 10.0);
}

TEST(ticks_of_a_loop_that_waits_are_on_time) {
  Loop loop;
  loop.wait(4);
  loop.wait(98);
  const Figures figures = loop.take();
  CHECK_EQ(figures[DelayHistogram::kCount], 10.0);
  CHECK_EQ(figures[DelayHistogram::kMin], 10.0);
  CHECK_EQ(figures[DelayHistogram::kMax], 10.0);
}

TEST(a_tick_that_becomes_due_while_the_loop_is_busy_comes_when_it_is_not) {
  Loop loop;
  loop.wait(14);
  loop.be_busy(50);
  CHECK_EQ(loop.take()[DelayHistogram::kCount], 1.0);
  // The loop stays busy after the figures were taken.
  loop.be_busy(20);
  loop.wait(10);
  const Figures figures = loop.take();
  CHECK_EQ(figures[DelayHistogram::kCount], 2.0);
  CHECK_EQ(figures[DelayHistogram::kMax], 74.0);
  CHECK_EQ(figures[DelayHistogram::kMin], 10.0);
}

TEST(a_loop_that_never_waits_is_looked_at_in_each_turn) {
  Loop loop;
  for (int i = 0; i < 40; ++i) {
    loop.wait(0);
    loop.be_busy(4);
  }
  const Figures figures = loop.take();
  CHECK_EQ(figures[DelayHistogram::kCount], 13.0);
  CHECK_EQ(figures[DelayHistogram::kMean], 12.0);
}
