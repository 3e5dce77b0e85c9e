#include "pipeline/drainer.hpp"

#include "export/item-description.hpp"
#include "record/format.gen.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {
namespace {

/// A buffer of records that grew larger than this is freed after use.
constexpr std::size_t kMaxKeptRecordBytes = 4u << 20;

}  // namespace

Drainer::Drainer(const ItemKind& kind, Limits limits, RecordSource& source, ExportQueue& queue, Counters& counters,
                 Spool* spool)
    : kind_(kind),
      limits_(limits),
      source_(source),
      queue_(queue),
      counters_(counters),
      spool_(spool),
      request_(kind) {}

void Drainer::drain() {
  RecordSource::Taken taken;
  while ((taken = source_.take(records_, position_)) == RecordSource::Taken::kRecords) {
    // A corrupt pipeline keeps reading, so that its writer never meets a full ring, but discards everything.
    if (!corrupt() && !parse(records_)) mark_corrupt();
  }
  if (taken == RecordSource::Taken::kCorrupt) mark_corrupt();
  if (records_.capacity() > kMaxKeptRecordBytes) records_ = ByteBuffer();
}

bool Drainer::drain_spooled(bool resource_may_come) {
  ByteBuffer definitions;
  while (source_.take_definitions(definitions)) {
    if (!corrupt() && !parse_record(definitions.data(), definitions.size())) mark_corrupt();
  }
  for (;;) {
    // Stop here: a batch set aside now would be held twice, and one refused by the queue would be lost.
    if (resource_may_come && !request_.has_resource()) return false;
    if (queue_.is_half_full()) return false;
    if (parsed_bytes_ == records_.size() && !read_more()) return source_is_empty_;
    if (corrupt() || !parse_next()) drop_unreadable();
  }
}

/// A corrupt pipeline keeps reading, so that its writer never meets a full ring, but discards everything.
void Drainer::drop_unreadable() {
  mark_corrupt();
  strings_.end_deferred();
  records_.clear();
  parsed_bytes_ = 0;
}

/// Reads the next records of the spool. Returns false if there are none, or if none can be read now.
bool Drainer::read_more() {
  const RecordSource::Taken taken = source_.take(records_, position_);
  strings_.end_deferred();
  parsed_bytes_ = 0;
  if (taken == RecordSource::Taken::kCorrupt) mark_corrupt();
  // Only the batch that is being built can prevent a full spool from getting room.
  if (taken == RecordSource::Taken::kNoRoom) cut_batch();
  source_is_empty_ = taken != RecordSource::Taken::kNoRoom;
  return taken == RecordSource::Taken::kRecords;
}

bool Drainer::parse(const ByteBuffer& records) {
  strings_.end_deferred();
  parsed_bytes_ = 0;
  while (parsed_bytes_ < records.size()) {
    if (!parse_next()) return false;
  }
  return true;
}

bool Drainer::parse_next() {
  const std::uint8_t* at = records_.data() + parsed_bytes_;
  const std::size_t left = records_.size() - parsed_bytes_;
  if (left < kRecordHeaderBytes) return false;
  const std::size_t size = field_at<std::uint32_t>(at, kRecordRecordBytesOffset);
  if (size < kRecordAlignment || size > left || size % kRecordAlignment != 0) return false;
  // Count the record first: a batch that it completes ends after it.
  parsed_bytes_ += size;
  if (at[kRecordRecordTypeOffset] == kRecordTypeBatch) return parse_batch(at, size, left);
  return parse_record(at, size);
}

/// A batch is published in one step, so its texts are among the `left` bytes that start at its record.
bool Drainer::parse_batch(const std::uint8_t* record, std::size_t size, std::size_t left) {
  if (size < kBatchHeaderBytes) return false;
  const std::size_t offset = field_at<std::uint32_t>(record, kBatchTextsOffsetOffset);
  const std::size_t bytes = field_at<std::uint32_t>(record, kBatchTextsBytesOffset);
  if (offset > left || bytes > left - offset) return false;
  strings_.begin_deferred({reinterpret_cast<const char*>(record) + offset, bytes});
  return true;
}

bool Drainer::restore_definitions() {
  const bool whole = spool_->each_definition([this](std::uint32_t kind, const std::uint8_t* content, std::size_t size) {
    return restore_definition(kind, content, size);
  });
  saved_strings_ = strings_.size();
  return whole;
}

bool Drainer::restore_definition(std::uint32_t kind, const std::uint8_t* content, std::size_t size) {
  if (kind == kDefinitionStrings) return restore_strings(content, size);
  if (kind != kDefinitionRecord || size < kRecordHeaderBytes) return false;
  const std::uint8_t type = content[kRecordRecordTypeOffset];
  return (type == kRecordTypeScope || type == kRecordTypeResource) && parse_record(content, size);
}

bool Drainer::restore_strings(const std::uint8_t* content, std::size_t size) {
  constexpr std::size_t kLengthBytes = sizeof(std::uint32_t);
  if (size < kLengthBytes) return false;
  std::uint32_t id = field_at<std::uint32_t>(content, 0);
  for (std::size_t at = kLengthBytes; at < size; ++id) {
    if (size - at < kLengthBytes) return false;
    const std::size_t length = field_at<std::uint32_t>(content, at);
    at += kLengthBytes;
    if (length > size - at) return false;
    if (!strings_.restore(id, {reinterpret_cast<const char*>(content + at), length})) return false;
    at += length;
  }
  return true;
}

bool Drainer::parse_record(const std::uint8_t* record, std::size_t size) {
  const std::uint8_t type = record[kRecordRecordTypeOffset];
  if (kind_.has_record_type(type)) return parse_item(record, size);
  switch (type) {
    case kRecordTypePad:
      return true;
    case kRecordTypeTexts:
      strings_.end_deferred();
      return true;
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

bool Drainer::parse_item(const std::uint8_t* record, std::size_t size) {
  if (!request_.add_item(record, size, strings_)) return false;
  if (item_is_too_large()) {
    queue_.drop_large_item(describe_encoded_item(kind_.signal, request_.last_item()));
    request_.take_back_item();
    return true;
  }
  if (!batch_is_full()) return true;
  if (request_.has_resource()) {
    cut_batch();
  } else {
    set_batch_aside();
  }
  return true;
}

void Drainer::set_batch_aside() {
  count_notes();
  const std::uint32_t count = request_.item_count();
  ByteBuffer scope_items = request_.cut_without_resource();
  if (!waiting_.empty() && waiting_bytes_ + scope_items.size() > limits_.max_waiting_bytes) {
    Counters::add(counters_.queue_full, count);
    return;
  }
  waiting_bytes_ += scope_items.size();
  waiting_.push_back({std::move(scope_items), count, position_ + parsed_bytes_});
}

void Drainer::send_waiting_batches() {
  for (const WaitingBatch& batch : waiting_) {
    push(request_.with_resource(batch.scope_items), batch.item_count, batch.spool_end);
  }
  waiting_.clear();
  waiting_bytes_ = 0;
}

void Drainer::count_notes() {
  const ItemNotes notes = request_.take_notes();
  if (notes.cut_values > 0) Counters::add(counters_.cut_values, notes.cut_values);
  if (notes.unparsed > 0) Counters::add(counters_.unparsed, notes.unparsed);
}

bool Drainer::item_is_too_large() const {
  return limits_.max_item_bytes != 0 && request_.last_item().size() > limits_.max_item_bytes;
}

bool Drainer::batch_is_full() const {
  const std::uint32_t count = request_.item_count();
  if (count >= limits_.max_batch_items || !request_.has_room(limits_.max_request_bytes)) return true;
  // Send as much as the queue accepts: with one more item it would refuse the whole batch.
  return count == queue_.room();
}

void Drainer::cut_batch() {
  if (request_.has_resource()) cut_last_batch();
}

void Drainer::cut_last_batch() {
  send_waiting_batches();
  count_notes();
  const std::uint32_t count = request_.item_count();
  if (count > 0) push(request_.cut(), count, position_ + parsed_bytes_);
}

void Drainer::push(ByteBuffer request, std::uint32_t item_count, std::uint64_t spool_end) {
  if (spool_ != nullptr && spool_->needs_all_strings()) saved_strings_ = 0;
  if (spool_ != nullptr && strings_.size() > saved_strings_) {
    // The records that define these strings are part of this request.
    spool_->save_strings(static_cast<std::uint32_t>(saved_strings_), strings_.since(saved_strings_));
    saved_strings_ = strings_.size();
  }
  queue_.push(std::move(request), item_count, spool_end);
}

}  // namespace otel_native
