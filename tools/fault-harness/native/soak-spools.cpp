#include "soak-spools.hpp"

#include <cstdio>
#include <cstdlib>
#include <future>

#include "logs/log-record-encoder.hpp"
#include "make-exporter.hpp"
#include "traces/span-encoder.hpp"

namespace soak {

using namespace otel_native;
using namespace std::chrono_literals;

namespace {

constexpr PipelineOptions kRecoveryOptions{.max_export_batch_size = 100,
                                           .max_request_bytes = 1 << 20,
                                           .max_queue_bytes = 16 << 20,
                                           .max_queue_size = UINT64_MAX,
                                           .scheduled_delay = 100ms,
                                           .export_timeout = 30s};

std::unique_ptr<SpoolDirectory> open(const char* folder, Items items) {
  SpoolMessage error{};
  auto opened = SpoolDirectory::open(folder, kind_of(items).signal, error);
  if (opened != nullptr) return opened;
  std::fprintf(stderr, "%s\n", error.text.c_str());
  std::exit(2);
}

RecoveryOutcome recover_from(SpoolDirectory& spools, const ItemKind& kind, otel_native_exporter* exporter) {
  auto found = spools.take_abandoned(spool_limits());
  std::promise<RecoveryOutcome> promise;
  recover(kind, found.spools, exporter, kRecoveryOptions,
          [&](const RecoveryOutcome& outcome) { promise.set_value(outcome); });
  found.spools.clear();
  return promise.get_future().get();
}

}  // namespace

SpoolLimits spool_limits() { return {4u << 20, 1u << 30, 24h}; }

const ItemKind& kind_of(Items items) { return items == Items::kSpans ? kSpans : kLogRecords; }

SoakSpools::SoakSpools(const char* folder)
    : spans_(open(folder, Items::kSpans)), logs_(open(folder, Items::kLogRecords)) {}

RecoveryOutcome SoakSpools::recover_what_is_left(std::uint16_t port) {
  otel_native_exporter* exporter = make_exporter({port, 1000, false, false, 0});
  RecoveryOutcome all;
  for (const Items items : {Items::kSpans, Items::kLogRecords}) {
    const RecoveryOutcome outcome = recover_from(of(items), kind_of(items), exporter);
    all.exported += outcome.exported;
    all.lost += outcome.lost;
    all.damaged_files += outcome.damaged_files;
  }
  exporter->release(exporter);
  return all;
}

}  // namespace soak
