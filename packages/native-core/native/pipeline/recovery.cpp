#include "pipeline/recovery.hpp"

#include <algorithm>
#include <mutex>

#include "pipeline/runtime.hpp"

namespace otel_native {
namespace {

/// Limit for the part of a file in memory; the rest waits in the file.
constexpr std::size_t kMaxQueueBytes = std::size_t{8} << 20;

/// Adds up the results of the files.
class Tally {
 public:
  Tally(std::size_t files, std::function<void(const RecoveryOutcome&)> done) : left_(files), done_(std::move(done)) {}

  void file_is_done(Pipeline& pipeline, bool has_whole_definitions) {
    const Counters& counters = pipeline.counters();
    std::unique_lock lock(mutex_);
    outcome_.exported += Counters::read(counters.exported);
    outcome_.lost += counters.lost();
    if (!has_whole_definitions || counters.corrupt.load(std::memory_order_relaxed)) ++outcome_.damaged_files;
    if (std::string error = pipeline.queue().last_error(); !error.empty()) outcome_.last_error = std::move(error);
    if (--left_ > 0) return;
    const RecoveryOutcome outcome = outcome_;
    lock.unlock();
    done_(outcome);
  }

 private:
  std::mutex mutex_;
  RecoveryOutcome outcome_;
  std::size_t left_;
  const std::function<void(const RecoveryOutcome&)> done_;
};

}  // namespace

std::function<void()> recover(const ItemKind& kind, const std::vector<SpoolDirectory::Abandoned>& spools,
                              otel_native_exporter* exporter, PipelineOptions options,
                              std::function<void(const RecoveryOutcome&)> done) {
  if (spools.empty()) {
    done({});
    return [] {};
  }
  std::vector<std::weak_ptr<RecordPipeline>> pipelines;
  options.max_queue_bytes = std::min(options.max_queue_bytes, kMaxQueueBytes);
  options.ends_exporter = false;
  const auto tally = std::make_shared<Tally>(spools.size(), std::move(done));
  for (const SpoolDirectory::Abandoned& abandoned : spools) {
    const auto pipeline = std::make_shared<RecordPipeline>(kind, abandoned.spool, exporter, options);
    const bool is_whole = pipeline->restore();
    Runtime::instance().add(pipeline);
    // The pipeline is alive during this call: the calling thread owns it.
    pipelines.push_back(pipeline);
    pipeline->close(kNever, [tally, pipeline = pipeline.get(), is_whole](const FlushOutcome&) {
      tally->file_is_done(*pipeline, is_whole);
    });
  }
  Runtime::instance().wake();
  return [pipelines = std::move(pipelines)] {
    for (const auto& weak : pipelines) {
      if (const auto pipeline = weak.lock()) pipeline->abandon();
    }
    Runtime::instance().wake();
  };
}

}  // namespace otel_native
