#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "export/export-queue.hpp"
#include "otlp/trace-request.hpp"
#include "pipeline/counters.hpp"
#include "record/string-table.hpp"
#include "ring/record-source.hpp"

namespace otel_native {

/// Turns a pipeline's records into requests. Belongs to the drain thread.
class Drainer {
 public:
  struct Limits {
    std::uint32_t max_batch_items;
    std::size_t max_batch_bytes;
    /// Encoded spans that may wait for the resource to become known.
    std::size_t max_waiting_bytes;
  };
  Drainer(Limits limits, RecordSource& source, ExportQueue& queue, Counters& counters);

  /// Reads all records and queues the batches that are full.
  void drain();
  /// Queues what is left, unless the resource is not known yet.
  void cut_batch();
  /// The same without a resource: there will not be one.
  void cut_last_batch();

 private:
  bool parse(const ByteBuffer& records);
  bool parse_record(const std::uint8_t* record, std::size_t size);
  bool parse_span(const std::uint8_t* record, std::size_t size);
  bool batch_is_full() const;
  void set_batch_aside();
  void send_waiting_batches();
  bool corrupt() const { return counters_.corrupt.load(std::memory_order_relaxed); }
  void mark_corrupt() { counters_.corrupt.store(true, std::memory_order_relaxed); }

  /// A full batch that waits for the resource.
  struct WaitingBatch {
    ByteBuffer scope_spans;
    std::uint32_t span_count;
  };

  const Limits limits_;
  RecordSource& source_;
  ExportQueue& queue_;
  Counters& counters_;
  StringTable strings_;
  TraceRequestBuilder request_;
  ByteBuffer records_;
  std::vector<WaitingBatch> waiting_;
  std::size_t waiting_bytes_ = 0;
};

}  // namespace otel_native
