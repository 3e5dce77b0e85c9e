#include "otlp/attribute-encoder.hpp"

#include <algorithm>
#include <bit>
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

/// Writes the fields of an AnyValue from its record form, reader and writer side by side.
class ValueEncoder {
 public:
  ValueEncoder(RecordCursor& cursor, StringTable& strings, ProtoWriter& out)
      : cursor_(cursor), strings_(strings), out_(out) {}

  /// Gives the key.
  std::string_view key_value(std::uint32_t field, std::uint32_t depth) {
    const std::string_view key = strings_.read(cursor_);
    const std::uint8_t type = cursor_.u8();
    if (type == kValueTypeString) {
      string_key_value(field, key);
      return key;
    }
    const auto message = out_.begin(field);
    out_.string(key_value::kKey, key);
    const auto value = out_.begin(key_value::kValue);
    fields(type, depth);
    out_.end(value);
    out_.end(message);
    return key;
  }

 private:
  /// The common case, with all sizes known up front: a large string is copied once and never moved.
  void string_key_value(std::uint32_t field, std::string_view key) {
    const std::string_view text = strings_.read(cursor_);
    const std::size_t any_size = field_size(text.size());
    out_.length(field, field_size(key.size()) + field_size(any_size));
    out_.string(key_value::kKey, key);
    out_.length(key_value::kValue, any_size);
    out_.string(any_value::kString, text);
  }

  void fields(std::uint8_t type, std::uint32_t depth) {
    switch (type) {
      case kValueTypeEmpty:
        return;
      case kValueTypeString:
        return out_.string(any_value::kString, strings_.read(cursor_));
      case kValueTypeFalse:
      case kValueTypeTrue:
        return out_.varint(any_value::kBool, type == kValueTypeTrue);
      case kValueTypeInt32:
        return integer(static_cast<std::int32_t>(cursor_.u32()));
      case kValueTypeInteger:
        return whole_double(cursor_.f64());
      case kValueTypeDouble:
        return out_.fixed64(any_value::kDouble, std::bit_cast<std::uint64_t>(cursor_.f64()));
      case kValueTypeBytes: {
        const std::uint32_t size = cursor_.u32();
        if (const std::uint8_t* data = cursor_.bytes(size)) out_.bytes(any_value::kBytes, data, size);
        return;
      }
      case kValueTypeArray:
      case kValueTypeMap:
        return list(type, depth);
      default:
        cursor_.fail();
    }
  }

  void integer(std::int64_t value) { out_.varint(any_value::kInt, static_cast<std::uint64_t>(value)); }

  void whole_double(double value) {
    // The writer promises this range; outside of it the conversion would be undefined.
    if (!(value >= -0x1p63 && value < 0x1p63)) return cursor_.fail();
    integer(static_cast<std::int64_t>(value));
  }

  void list(std::uint8_t type, std::uint32_t depth) {
    if (depth >= kMaxValueDepth) return cursor_.fail();
    const std::uint32_t count = cursor_.u32();
    const auto message = out_.begin(type == kValueTypeArray ? any_value::kArray : any_value::kMap);
    for (std::uint32_t i = 0; i < count && cursor_.ok(); ++i) {
      if (type == kValueTypeMap) {
        key_value(kListValues, depth + 1);
        continue;
      }
      const auto element = out_.begin(kListValues);
      fields(cursor_.u8(), depth + 1);
      out_.end(element);
    }
    out_.end(message);
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
