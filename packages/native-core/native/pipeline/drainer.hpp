#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "account/counters.hpp"
#include "export/export-queue.hpp"
#include "intake/record-source.hpp"
#include "otlp/items-request.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// Converts a pipeline's records to requests. Belongs to the drain thread.
class Drainer {
 public:
  struct Limits {
    std::uint32_t max_batch_items;
    /// Most bytes of a request, unless one item alone is larger.
    std::size_t max_request_bytes;
    /// Most bytes of encoded items that wait for the resource.
    std::size_t max_waiting_bytes;
    /// Larger items are dropped; 0 for no limit.
    std::size_t max_item_bytes = 0;
  };
  Drainer(const ItemKind& kind, Limits limits, RecordSource& source, ExportQueue& queue, Counters& counters,
          Spool* spool = nullptr);

  /// Reads all records and queues full batches.
  void drain();
  /// The same with a spool, where records wait until the queue has room and the resource is known. Does not wait for
  /// the resource if `resource_may_come` is false. Returns false if records still wait.
  bool drain_spooled(bool resource_may_come);
  /// Reads the definitions in another process's spool. Returns false if they are damaged.
  bool restore_definitions();
  /// Queues what is left, unless the resource is still unknown.
  void cut_batch();
  /// The same without a resource, which will never arrive.
  void cut_last_batch();

 private:
  bool parse(const ByteBuffer& records);
  bool parse_next();
  bool read_more();
  void drop_unreadable();
  bool restore_definition(std::uint32_t kind, const std::uint8_t* content, std::size_t size);
  bool restore_strings(const std::uint8_t* content, std::size_t size);
  void push(ByteBuffer request, std::uint32_t item_count, std::uint64_t spool_end);
  bool parse_batch(const std::uint8_t* record, std::size_t size, std::size_t left);
  bool parse_record(const std::uint8_t* record, std::size_t size);
  bool parse_item(const std::uint8_t* record, std::size_t size);
  void count_notes();
  bool item_is_too_large() const;
  bool batch_is_full() const;
  void set_batch_aside();
  void send_waiting_batches();
  bool corrupt() const { return counters_.corrupt.load(std::memory_order_relaxed); }
  void mark_corrupt() { counters_.corrupt.store(true, std::memory_order_relaxed); }

  /// A full batch that waits for the resource.
  struct WaitingBatch {
    ByteBuffer scope_items;
    std::uint32_t item_count;
    std::uint64_t spool_end;
  };

  const ItemKind& kind_;
  const Limits limits_;
  RecordSource& source_;
  ExportQueue& queue_;
  Counters& counters_;
  Spool* const spool_;
  StringTable strings_;
  ItemsRequest request_;
  ByteBuffer records_;
  /// Bytes of `records_` that were parsed.
  std::size_t parsed_bytes_ = 0;
  /// With a spool: the position of `records_` there, and the first string that was not saved there.
  std::uint64_t position_ = 0;
  std::size_t saved_strings_ = 0;
  bool source_is_empty_ = true;
  std::vector<WaitingBatch> waiting_;
  std::size_t waiting_bytes_ = 0;
};

}  // namespace otel_native
