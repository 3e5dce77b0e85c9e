#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "otlp/proto-writer.hpp"

namespace otel_native {

/// Writes AnyValues, each as part of a KeyValue or by itself. All sizes except those of lists are known in advance, so
/// a large string is copied once and never moved.
class AnyValueWriter {
 public:
  /// Field number of the values of an ArrayValue and of a KeyValueList.
  static constexpr std::uint32_t kListValues = 1;
  enum class ListKind : std::uint32_t { kArray = 5, kMap = 6 };

  /// The parent of an AnyValue: a KeyValue in field number `field`, or that field itself.
  struct Place {
    std::uint32_t field;
    std::string_view key;
    bool has_key;
  };

  explicit AnyValueWriter(ProtoWriter& out) : out_(out) {}

  void empty(const Place& place) { begin(place, 0); }
  void string(const Place& place, std::string_view text) { text_field(place, kString, text); }
  /// Writes a text of another encoding, such as `Utf16Text`, as UTF-8.
  template <typename Text>
  void transcoded(const Place& place, const Text& text) {
    const std::size_t size = text.utf8_size();
    text.write_utf8(put_length(begin(place, field_size(size)), kString, size));
  }
  void bytes(const Place& place, std::string_view bytes) { text_field(place, kBytes, bytes); }
  void boolean(const Place& place, bool value) { varint(place, kBool, value); }
  void integer(const Place& place, std::int64_t value) { varint(place, kInt, static_cast<std::uint64_t>(value)); }
  void real(const Place& place, double value) {
    std::uint8_t* at = put_tag(begin(place, 1 + sizeof(value)), kDouble, WireType::kFixed64);
    std::memcpy(at, &value, sizeof(value));
  }

  /// An open list: the caller writes its values into field `kListValues`.
  struct List {
    ProtoWriter::Message outer;
    ProtoWriter::Message inner;
    ProtoWriter::Message values;
    bool has_key;
  };
  List begin_list(const Place& place, ListKind kind) {
    List list{};
    list.has_key = place.has_key;
    list.outer = out_.begin(place.field);
    if (place.has_key) {
      out_.string(kKey, place.key);
      list.inner = out_.begin(kValue);
    }
    list.values = out_.begin(static_cast<std::uint32_t>(kind));
    return list;
  }
  void end_list(const List& list) {
    out_.end(list.values);
    if (list.has_key) out_.end(list.inner);
    out_.end(list.outer);
  }

 private:
  // opentelemetry/proto/common/v1/common.proto: KeyValue and AnyValue
  static constexpr std::uint32_t kKey = 1, kValue = 2;
  static constexpr std::uint32_t kString = 1, kBool = 2, kInt = 3, kDouble = 4, kBytes = 7;

  static constexpr std::size_t field_size(std::size_t content) { return 1 + varint_size(content) + content; }

  /// Writes everything before the content of an AnyValue, and reserves its `size` bytes.
  std::uint8_t* begin(const Place& place, std::size_t size) {
    if (!place.has_key) return put_length(out_.space(field_size(size)), place.field, size);
    const std::size_t key_value_size = field_size(place.key.size()) + field_size(size);
    std::uint8_t* at = put_length(out_.space(field_size(key_value_size)), place.field, key_value_size);
    at = put_bytes(at, kKey, place.key.data(), place.key.size());
    return put_length(at, kValue, size);
  }
  void text_field(const Place& place, std::uint32_t field, std::string_view text) {
    put_bytes(begin(place, field_size(text.size())), field, text.data(), text.size());
  }
  void varint(const Place& place, std::uint32_t field, std::uint64_t value) {
    put_varint(put_tag(begin(place, 1 + varint_size(value)), field, WireType::kVarint), value);
  }

  ProtoWriter& out_;
};

}  // namespace otel_native
