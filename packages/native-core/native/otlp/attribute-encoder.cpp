#include "otlp/attribute-encoder.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "record/format.gen.hpp"

namespace otel_native {
namespace {

// opentelemetry/proto/common/v1/common.proto
namespace key_value {
constexpr std::uint32_t kKey = 1, kValue = 2;
}
namespace any_value {
constexpr std::uint32_t kString = 1, kBool = 2, kInt = 3, kDouble = 4, kArray = 5, kMap = 6, kBytes = 7;
}
constexpr std::uint32_t kListValues = 1;  // of ArrayValue and of KeyValueList

constexpr std::size_t field_size(std::size_t content) { return 1 + varint_size(content) + content; }

/// Writes the AnyValues of a record. All sizes except those of lists are known in advance, so a large string is copied
/// once and never moved.
class ValueEncoder {
 public:
  ValueEncoder(RecordCursor& cursor, StringTable& strings, ProtoWriter& out)
      : cursor_(cursor), strings_(strings), out_(out) {}

  /// Writes an attribute as a KeyValue and returns the key.
  std::string_view key_value(std::uint32_t field, std::uint32_t depth) {
    const std::uint32_t head = cursor_.u32();
    const std::string_view key = strings_.read_key(head, cursor_);
    value(head, {field, key, true}, depth);
    return key;
  }

 private:
  /// The parent of an AnyValue: a KeyValue in field number `field`, or that field itself.
  struct Place {
    std::uint32_t field;
    std::string_view key;
    bool has_key;
  };

  void value(std::uint32_t head, const Place& place, std::uint32_t depth) {
    const std::uint32_t type = head & ((1u << kValueTypeBits) - 1);
    switch (type) {
      case kValueTypeString:
        return text(place, any_value::kString, strings_.read(cursor_));
      case kValueTypeInt32:
        return integer(place, static_cast<std::int32_t>(cursor_.u32()));
      case kValueTypeFalse:
      case kValueTypeTrue:
        return varint(place, any_value::kBool, type == kValueTypeTrue);
      case kValueTypeDouble:
        return real(place, cursor_.f64());
      case kValueTypeInteger:
        return whole_double(place, cursor_.f64());
      case kValueTypeEmpty:
        begin(place, 0);
        return;
      case kValueTypeBytes: {
        const std::uint32_t size = cursor_.u32();
        const std::uint8_t* data = cursor_.bytes(size);
        if (data != nullptr) text(place, any_value::kBytes, {reinterpret_cast<const char*>(data), size});
        return;
      }
      case kValueTypeArray:
      case kValueTypeMap:
        return list(place, type, depth);
      default:
        cursor_.fail();
    }
  }

  /// Writes everything before the content of an AnyValue, and reserves its `size` bytes.
  std::uint8_t* begin(const Place& place, std::size_t size) {
    if (!place.has_key) return put_length(out_.space(field_size(size)), place.field, size);
    const std::size_t key_value_size = field_size(place.key.size()) + field_size(size);
    std::uint8_t* at = put_length(out_.space(field_size(key_value_size)), place.field, key_value_size);
    at = put_bytes(at, key_value::kKey, place.key.data(), place.key.size());
    return put_length(at, key_value::kValue, size);
  }

  void text(const Place& place, std::uint32_t field, std::string_view text) {
    put_bytes(begin(place, field_size(text.size())), field, text.data(), text.size());
  }

  void varint(const Place& place, std::uint32_t field, std::uint64_t value) {
    put_varint(put_tag(begin(place, 1 + varint_size(value)), field, WireType::kVarint), value);
  }

  void integer(const Place& place, std::int64_t value) {
    varint(place, any_value::kInt, static_cast<std::uint64_t>(value));
  }

  void whole_double(const Place& place, double value) {
    // The writer guarantees this range; outside it the conversion would be undefined behavior.
    if (!(value >= -0x1p63 && value < 0x1p63)) return cursor_.fail();
    integer(place, static_cast<std::int64_t>(value));
  }

  void real(const Place& place, double value) {
    std::uint8_t* at = put_tag(begin(place, 1 + sizeof(value)), any_value::kDouble, WireType::kFixed64);
    std::memcpy(at, &value, sizeof(value));
  }

  void list(const Place& place, std::uint32_t type, std::uint32_t depth) {
    if (depth >= kMaxValueDepth) return cursor_.fail();
    const std::uint32_t count = cursor_.u32();
    const auto outer = out_.begin(place.field);
    ProtoWriter::Message inner = outer;
    if (place.has_key) {
      out_.string(key_value::kKey, place.key);
      inner = out_.begin(key_value::kValue);
    }
    const auto values = out_.begin(type == kValueTypeArray ? any_value::kArray : any_value::kMap);
    for (std::uint32_t i = 0; i < count && cursor_.ok(); ++i) {
      if (type == kValueTypeMap) {
        key_value(kListValues, depth + 1);
      } else {
        value(cursor_.u32(), {kListValues, {}, false}, depth + 1);
      }
    }
    out_.end(values);
    if (place.has_key) out_.end(inner);
    out_.end(outer);
  }

  RecordCursor& cursor_;
  StringTable& strings_;
  ProtoWriter& out_;
};

}  // namespace

void encode_attributes(RecordCursor& cursor, StringTable& strings, std::uint32_t count, std::uint32_t field,
                       ProtoWriter& out) {
  ValueEncoder encoder(cursor, strings, out);
  for (std::uint32_t i = 0; i < count && cursor.ok(); ++i) encoder.key_value(field, 0);
}

void encode_repeated_attributes(RecordCursor& cursor, StringTable& strings, std::uint32_t count, std::uint32_t field,
                                ProtoWriter& out) {
  struct Attribute {
    std::string_view key;
    std::size_t begin;
    std::size_t end;
  };
  ByteBuffer all;
  ProtoWriter writer(all);
  ValueEncoder encoder(cursor, strings, writer);
  std::vector<Attribute> unique;
  for (std::uint32_t i = 0; i < count && cursor.ok(); ++i) {
    const std::size_t begin = all.size();
    const std::string_view key = encoder.key_value(field, 0);
    const auto same =
        std::find_if(unique.begin(), unique.end(), [&](const Attribute& attribute) { return attribute.key == key; });
    if (same == unique.end()) {
      unique.push_back({key, begin, all.size()});
    } else {
      same->begin = begin;
      same->end = all.size();
    }
  }
  for (const Attribute& attribute : unique) {
    out.raw(all.data() + attribute.begin, attribute.end - attribute.begin);
  }
}

}  // namespace otel_native
