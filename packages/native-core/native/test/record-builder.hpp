#pragma once

#include <cstdint>
#include <string_view>

#include "record/byte-buffer.hpp"
#include "record/format.gen.hpp"

namespace otel_native::test {

/// Writes records as the JavaScript side does.
class RecordBuilder {
 public:
  /// The head of an attribute or an element; the key of one, if it is not known, comes next.
  RecordBuilder& head(std::uint32_t type, std::uint32_t tag = kStringTagKnown, std::uint32_t id = 0) {
    return u32(type | tag << kValueTypeBits | id << (kValueTypeBits + kStringTagBits));
  }
  RecordBuilder& attribute(std::string_view key, std::uint32_t type) { return head(type, kStringTagInline).bytes(key); }
  RecordBuilder& u32(std::uint32_t value) { return put(value); }
  RecordBuilder& f64(double value) { return put(value); }
  RecordBuilder& text(std::string_view text) {
    return u32(static_cast<std::uint32_t>(text.size()) << kStringTagBits | kStringTagInline).characters(text);
  }
  RecordBuilder& define(std::uint32_t id, std::string_view text) {
    return u32(id << kStringTagBits | kStringTagDefine).bytes(text);
  }
  /// A length and a text.
  RecordBuilder& bytes(std::string_view text) { return u32(static_cast<std::uint32_t>(text.size())).characters(text); }
  RecordBuilder& characters(std::string_view text) {
    bytes_.append(text.data(), text.size());
    while (bytes_.size() % kWordBytes != 0) bytes_.push(0);
    return *this;
  }
  /// A string of so many bytes among the texts of the batch.
  RecordBuilder& deferred(std::uint32_t size) { return u32(size << kStringTagBits | kStringTagDeferred); }
  RecordBuilder& known(std::uint32_t id) { return u32(id << kStringTagBits | kStringTagKnown); }
  template <typename T>
  RecordBuilder& at(std::size_t offset, T value) {
    std::memcpy(bytes_.data() + start_ + offset, &value, sizeof(T));
    return *this;
  }

  /// In the first record, whichever is being built.
  template <typename T>
  RecordBuilder& at_first(std::size_t offset, T value) {
    std::memcpy(bytes_.data() + offset, &value, sizeof(T));
    return *this;
  }

  RecordBuilder& begin(std::uint32_t type, std::size_t header_bytes) {
    start_ = bytes_.size();
    std::memset(bytes_.extend(header_bytes), 0, header_bytes);
    return at<std::uint8_t>(kRecordRecordTypeOffset, static_cast<std::uint8_t>(type));
  }
  RecordBuilder& end() {
    while (bytes_.size() % kRecordAlignment != 0) bytes_.push(0);
    return at<std::uint32_t>(kRecordRecordBytesOffset, static_cast<std::uint32_t>(bytes_.size() - start_));
  }

  RecordBuilder& scope(std::uint32_t id, std::string_view name) {
    begin(kRecordTypeScope, kScopeHeaderBytes).at(kScopeScopeIdOffset, id);
    return text(name).text("1.0").text("").end();
  }
  RecordBuilder& resource() {
    begin(kRecordTypeResource, kResourceHeaderBytes).at<std::uint32_t>(kResourceAttributeCountOffset, 1);
    return text("").attribute("service.name", kValueTypeString).text("test").end();
  }
  /// A span of scope 0 with one attribute.
  RecordBuilder& span(std::string_view name, std::uint32_t scope_id = 0) {
    begin(kRecordTypeSpan, kSpanHeaderBytes).at(kSpanScopeIdOffset, scope_id);
    at<std::uint8_t>(kSpanKindOffset, 1).at<std::uint32_t>(kSpanAttributeCountOffset, 1);
    at(kSpanStartSecondsOffset, 1.0).at(kSpanEndSecondsOffset, 2.0);
    return text(name).attribute("key", kValueTypeInt32).u32(7).end();
  }

  /// A log record of scope 0 with a body and one attribute.
  RecordBuilder& log(std::string_view body, std::uint32_t scope_id = 0) {
    begin(kRecordTypeLog, kLogHeaderBytes).at(kLogScopeIdOffset, scope_id).at(kLogAttributeCountOffset, 1u);
    at<std::uint8_t>(kLogPresenceOffset, kLogPresenceBody).at(kLogTimeSecondsOffset, 1.0);
    return head(kValueTypeString).text(body).attribute("key", kValueTypeInt32).u32(7).end();
  }

  /// Spans of scope 0 whose names of one character each stand together behind them.
  RecordBuilder& batch(std::string_view names) {
    const std::size_t batch_start = bytes_.size();
    begin(kRecordTypeBatch, kBatchHeaderBytes).at(kBatchTextsBytesOffset, static_cast<std::uint32_t>(names.size()));
    end();
    for (std::size_t i = 0; i < names.size(); ++i) begin(kRecordTypeSpan, kSpanHeaderBytes).deferred(1).end();
    const auto texts_offset = static_cast<std::uint32_t>(bytes_.size() + kTextsHeaderBytes - batch_start);
    std::memcpy(bytes_.data() + batch_start + kBatchTextsOffsetOffset, &texts_offset, sizeof(texts_offset));
    return begin(kRecordTypeTexts, kTextsHeaderBytes).characters(names).end();
  }

  const std::uint8_t* data() const { return bytes_.data(); }
  std::size_t size() const { return bytes_.size(); }

 private:
  template <typename T>
  RecordBuilder& put(T value) {
    bytes_.append(&value, sizeof(T));
    return *this;
  }

  ByteBuffer bytes_;
  std::size_t start_ = 0;
};

}  // namespace otel_native::test
