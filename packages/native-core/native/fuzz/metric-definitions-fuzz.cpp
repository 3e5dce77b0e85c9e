// Turns arbitrary definitions and shared memory into requests. An input is a sequence of steps: a byte for the kind of
// the step, then its arguments (see `Step`). Requests must be well formed and contain as many data points as were
// counted.
#include <array>
#include <deque>
#include <vector>

#include "accepting-exporter.hpp"
#include "fuzz-input.hpp"
#include "metric-request.hpp"
#include "metrics/metric-pipeline.hpp"

using namespace otel_native;
using namespace std::chrono_literals;

namespace {

/// The format that `tools/fuzz/metric-steps.mjs` writes.
enum Step : std::uint8_t {
  kDefine,    ///< u16 size, records
  kAddChunk,  ///< u16 doubles
  kWrite,     ///< u8 chunk, u16 first double, u16 size, bytes
  kStamp,     ///< u8 chunk, u16 double: the present epoch
  kControl,   ///< u32 epoch, u32 recording
  kObserve,   ///< u8 round, u8 words of targets, u8 values, targets, values
  kFlush,
  kDetach,
  kSteps,
};

constexpr std::size_t kMaxChunkDoubles = 2048;
/// Without this limit an input spends its time on zeroing memory.
constexpr std::size_t kMaxChunks = 8;
/// A collection may take long if a large input has many series; a few collections are enough.
constexpr int kMaxFlushes = 8;
/// More than any collection needs; one that does not end is a bug.
constexpr int kMaxTurns = 100;

constexpr PipelineOptions kOptions{.max_export_batch_size = UINT32_MAX,
                                   .max_request_bytes = 4096,
                                   .max_queue_bytes = 1 << 20,
                                   .max_queue_size = UINT64_MAX,
                                   .scheduled_delay = 1h,
                                   .export_timeout = 1s};

otel_native_exporter* checking_exporter() {
  static otel_native_exporter exporter = [] {
    otel_native_exporter checking = *fuzz::accepting_exporter();
    checking.submit = [](auto*, const otel_native_batch* batch, uint64_t, void* token, otel_native_done done) {
      const std::string_view request(reinterpret_cast<const char*>(batch->data), batch->size);
      if (fuzz::count_points(request) != batch->item_count) std::abort();
      fuzz::accept(token, done);
    };
    return checking;
  }();
  return &exporter;
}

/// A provider's memory and its pipeline.
class Provider {
 public:
  Provider() : pipeline_(control_.data(), checking_exporter(), kOptions) { set_control(1, 0); }

  void take(fuzz::FuzzInput& input) {
    switch (input.number<std::uint8_t>() % kSteps) {
      case kDefine:
        return define(input);
      case kAddChunk:
        return add_chunk(input.number<std::uint16_t>() % (kMaxChunkDoubles + 1));
      case kWrite:
        return write(input);
      case kStamp:
        return stamp(input);
      case kControl: {
        const auto epoch = input.number<std::uint32_t>();
        return set_control(epoch, input.number<std::uint32_t>());
      }
      case kObserve:
        return observe(input);
      case kFlush:
        return flush();
      case kDetach:
        return pipeline_.detach();
    }
  }
  void close() {
    pipeline_.close(kNever, [](const FlushOutcome&) {});
    run_until([this] { return pipeline_.finished(); });
    const Counters& counters = pipeline_.counters();
    if (Counters::read(counters.collected) != Counters::read(counters.exported) + counters.lost()) std::abort();
  }

 private:
  void define(fuzz::FuzzInput& input) {
    std::vector<std::uint8_t> records(std::min<std::size_t>(input.number<std::uint16_t>(), input.size()));
    input.copy(records.data(), records.size());
    pipeline_.definitions().append(records.data(), records.size());
  }
  void add_chunk(std::size_t doubles) {
    if (chunks_.size() == kMaxChunks) return;
    const std::vector<double>& chunk = chunks_.emplace_back(doubles);
    pipeline_.memory().add_chunk(chunk.data(), doubles);
  }
  void write(fuzz::FuzzInput& input) {
    std::size_t room = 0;
    double* to = place(input, room);
    const std::size_t size = input.number<std::uint16_t>();
    if (to != nullptr) input.copy(reinterpret_cast<std::uint8_t*>(to), std::min(size, room * sizeof(double)));
  }
  void stamp(fuzz::FuzzInput& input) {
    std::size_t room = 0;
    if (double* to = place(input, room)) *to = epoch();
  }
  /// Returns a double in one of the chunks, and the number of doubles from there on.
  double* place(fuzz::FuzzInput& input, std::size_t& room) {
    const std::size_t chunk = input.number<std::uint8_t>();
    const std::size_t first = input.number<std::uint16_t>();
    if (chunk >= chunks_.size() || first >= chunks_[chunk].size()) return nullptr;
    room = chunks_[chunk].size() - first;
    return chunks_[chunk].data() + first;
  }
  void observe(fuzz::FuzzInput& input) {
    Observation observation;
    observation.round = input.number<std::uint8_t>();
    observation.targets.resize(input.number<std::uint8_t>());
    observation.values.resize(input.number<std::uint8_t>());
    for (std::uint32_t& word : observation.targets) word = input.number<std::uint32_t>();
    for (double& value : observation.values) value = input.number<double>();
    pipeline_.observations().append(std::move(observation));
  }
  void set_control(std::uint32_t epoch, std::uint32_t recording) {
    std::memcpy(control_.data() + kEpochOffset, &epoch, sizeof(epoch));
    std::memcpy(control_.data() + kRecordingOffset, &recording, sizeof(recording));
  }
  std::uint32_t epoch() const { return field_at<std::uint32_t>(control_.data(), kEpochOffset); }

  void flush() {
    if (++flushes_ > kMaxFlushes) return;
    bool is_done = false;
    pipeline_.flush([&](const FlushOutcome&) { is_done = true; });
    run_until([&] { return is_done; });
  }
  template <typename Condition>
  void run_until(Condition condition) {
    for (int turn = 0; !condition(); ++turn) {
      if (turn == kMaxTurns) std::abort();
      now_ += 100ms;
      pipeline_.drain(now_);
      pipeline_.export_next(now_);
    }
  }

  alignas(8) std::array<std::uint8_t, kMetricControlBytes> control_{};
  std::deque<std::vector<double>> chunks_;
  TimePoint now_ = Clock::now();
  int flushes_ = 0;
  MetricPipeline pipeline_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::FuzzInput input(data, size);
  Provider provider;
  while (input.size() > 0) provider.take(input);
  provider.close();
  return 0;
}
