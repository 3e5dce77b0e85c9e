#include <cstdlib>
#include <cstring>

#include "logs/log-line-encoder.hpp"
#include "otlp/proto-cursor.hpp"
#include "record/format.gen.hpp"

namespace {

using namespace otel_native;

void append_headed(ByteBuffer& record, std::uint32_t head, const void* text, std::size_t size) {
  record.append(&head, sizeof(head));
  record.append(text, size);
  while (record.size() % kWordBytes != 0) record.push(0);
}

void append_text(ByteBuffer& record, const void* text, std::size_t size) {
  append_headed(record, static_cast<std::uint32_t>(size), text, size);
}

void append_string(ByteBuffer& record, const void* text, std::size_t size) {
  append_headed(record, static_cast<std::uint32_t>(size) << kStringTagBits | kStringTagInline, text, size);
}

/// Small limits are those that lines meet.
void set_limit(ByteBuffer& record, std::size_t offset, std::uint8_t choice) {
  const std::uint32_t limit = choice == 0 ? 0xffffffff : choice - 1u;
  std::memcpy(record.data() + offset, &limit, sizeof(limit));
}

}  // namespace

/// The first bytes choose the time and the limits; the rest is the line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kChoices = 6;
  if (size < kChoices) return 0;
  ByteBuffer record;
  std::memset(record.extend(kLogLineHeaderBytes), 0, kLogLineHeaderBytes);
  record.data()[kLogLineRecordTypeOffset] = kRecordTypeLogLine;
  record.data()[kLogLineTimeOffset] = data[0];
  set_limit(record, kLogLineAttributeCountLimitOffset, data[1]);
  set_limit(record, kLogLineValueLengthLimitOffset, data[2]);
  set_limit(record, kLogLineValueDepthLimitOffset, data[3]);
  set_limit(record, kLogLineValueNodeLimitOffset, data[4]);
  set_limit(record, kLogLineValueByteLimitOffset, data[5]);
  append_text(record, "", 0);
  append_text(record, "msg", 3);
  append_text(record, "err", 3);
  append_string(record, data + kChoices, size - kChoices);
  // A separate allocation, so that an overrun by one byte is detected.
  ByteBuffer exact;
  exact.append(record.data(), record.size());
  exact.shrink_to_fit();
  ByteBuffer out;
  ItemNotes notes;
  StringTable strings;
  if (!encode_log_line(exact.data(), exact.size(), strings, out, notes)) std::abort();
  // One field, which ends where the output does.
  ProtoCursor cursor({out.data(), out.size()});
  std::size_t fields = 0;
  while (cursor.next()) ++fields;
  if (fields != 1 || !cursor.is_valid()) std::abort();
  return 0;
}
