#include "pipeline/drainer.hpp"

#include "record/format.gen.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {
namespace {

/// A buffer of records that grew larger than this is given back after use.
constexpr std::size_t kMaxKeptRecordBytes = 4u << 20;

}  // namespace

Drainer::Drainer(Limits limits, RecordSource& source, ExportQueue& queue, Counters& counters)
    : limits_(limits), source_(source), queue_(queue), counters_(counters) {}

void Drainer::drain() {
  RecordSource::Taken taken;
  while ((taken = source_.take(records_)) == RecordSource::Taken::kRecords) {
    // A corrupt pipeline goes on reading, so that its writer never meets a full ring, but keeps nothing.
    if (!corrupt() && !parse(records_)) mark_corrupt();
  }
  if (taken == RecordSource::Taken::kCorrupt) mark_corrupt();
  if (records_.capacity() > kMaxKeptRecordBytes) records_ = ByteBuffer();
}

bool Drainer::parse(const ByteBuffer& records) {
  const std::uint8_t* at = records.data();
  std::size_t left = records.size();
  while (left > 0) {
    if (left < kRecordHeaderBytes) return false;
    const std::size_t size = field_at<std::uint32_t>(at, kRecordRecordBytesOffset);
    if (size < kRecordAlignment || size > left || size % kRecordAlignment != 0) return false;
    if (!parse_record(at, size)) return false;
    at += size;
    left -= size;
  }
  return true;
}

bool Drainer::parse_record(const std::uint8_t* record, std::size_t size) {
  switch (record[kRecordRecordTypeOffset]) {
    case kRecordTypePad:
      return true;
    case kRecordTypeSpan:
      return parse_span(record, size);
    case kRecordTypeScope:
      return request_.add_scope(record, size, strings_);
    case kRecordTypeResource:
      if (!request_.set_resource(record, size, strings_)) return false;
      send_waiting_batches();
      return true;
    default:
      return false;
  }
}

bool Drainer::parse_span(const std::uint8_t* record, std::size_t size) {
  if (!request_.add_span(record, size, strings_)) return false;
  if (!batch_is_full()) return true;
  if (request_.has_resource()) {
    cut_batch();
  } else {
    set_batch_aside();
  }
  return true;
}

void Drainer::set_batch_aside() {
  const std::uint32_t count = request_.span_count();
  ByteBuffer scope_spans = request_.cut_without_resource();
  if (waiting_bytes_ + scope_spans.size() > limits_.max_waiting_bytes) {
    Counters::add(counters_.queue_full, count);
    return;
  }
  waiting_bytes_ += scope_spans.size();
  waiting_.push_back({std::move(scope_spans), count});
}

void Drainer::send_waiting_batches() {
  for (const WaitingBatch& batch : waiting_) {
    queue_.push(request_.with_resource(batch.scope_spans), batch.span_count);
  }
  waiting_.clear();
  waiting_bytes_ = 0;
}

bool Drainer::batch_is_full() const {
  return request_.span_count() >= limits_.max_batch_items || request_.span_bytes() >= limits_.max_batch_bytes;
}

void Drainer::cut_batch() {
  if (request_.has_resource()) cut_last_batch();
}

void Drainer::cut_last_batch() {
  send_waiting_batches();
  const std::uint32_t count = request_.span_count();
  if (count > 0) queue_.push(request_.cut(), count);
}

}  // namespace otel_native
