#pragma once

#include <cstdint>
#include <string_view>

#include "record/byte-buffer.hpp"
#include "record/format.gen.hpp"

namespace otel_native::test {

/// Writes records as the JavaScript side does.
class RecordBuilder {
 public:
  RecordBuilder& u8(std::uint8_t value) { return put(value); }
  RecordBuilder& u32(std::uint32_t value) { return put(value); }
  RecordBuilder& f64(double value) { return put(value); }
  RecordBuilder& text(std::string_view text) {
    u32(static_cast<std::uint32_t>(text.size()) << kStringTagBits | kStringTagInline);
    bytes_.append(text.data(), text.size());
    return *this;
  }
  RecordBuilder& define(std::uint32_t id, std::string_view text) {
    u32(id << kStringTagBits | kStringTagDefine).u32(static_cast<std::uint32_t>(text.size()));
    bytes_.append(text.data(), text.size());
    return *this;
  }
  RecordBuilder& known(std::uint32_t id) { return u32(id << kStringTagBits | kStringTagKnown); }
  template <typename T>
  RecordBuilder& at(std::size_t offset, T value) {
    std::memcpy(bytes_.data() + start_ + offset, &value, sizeof(T));
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
    return text("").text("service.name").u8(kValueTypeString).text("test").end();
  }
  /// A span of scope 0 with one attribute.
  RecordBuilder& span(std::string_view name, std::uint32_t scope_id = 0) {
    begin(kRecordTypeSpan, kSpanHeaderBytes).at(kSpanScopeIdOffset, scope_id);
    at<std::uint8_t>(kSpanKindOffset, 1).at<std::uint32_t>(kSpanAttributeCountOffset, 1);
    at(kSpanStartSecondsOffset, 1.0).at(kSpanEndSecondsOffset, 2.0);
    return text(name).text("key").u8(kValueTypeInt32).u32(7).end();
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
