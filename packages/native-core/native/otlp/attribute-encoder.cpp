#include "otlp/attribute-encoder.hpp"

#include <algorithm>
#include <vector>

#include "otlp/any-value-writer.hpp"
#include "record/format.gen.hpp"
#include "record/transcode.hpp"

namespace otel_native {
namespace {

/// Writes the AnyValues of a record.
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

  /// Writes an AnyValue that is not part of a KeyValue.
  void bare_value(std::uint32_t field) { value(cursor_.u32(), {field, {}, false}, 0); }

 private:
  using Place = AnyValueWriter::Place;

  void value(std::uint32_t head, const Place& place, std::uint32_t depth) {
    const std::uint32_t type = head & ((1u << kValueTypeBits) - 1);
    switch (type) {
      case kValueTypeString:
        return out_.string(place, strings_.read(cursor_));
      case kValueTypeInt32:
        return out_.integer(place, static_cast<std::int32_t>(cursor_.u32()));
      case kValueTypeFalse:
      case kValueTypeTrue:
        return out_.boolean(place, type == kValueTypeTrue);
      case kValueTypeDouble:
        return out_.real(place, cursor_.f64());
      case kValueTypeInteger:
        return whole_double(place, cursor_.f64());
      case kValueTypeEmpty:
        return out_.empty(place);
      case kValueTypeBytes:
      case kValueTypeLatin1:
      case kValueTypeUtf16:
        return sized(place, type);
      case kValueTypeArray:
      case kValueTypeMap:
        return list(place, type, depth);
      default:
        cursor_.fail();
    }
  }

  /// A length and a text.
  void sized(const Place& place, std::uint32_t type) {
    const std::uint32_t size = cursor_.u32();
    const std::uint8_t* data = cursor_.bytes(size);
    if (data == nullptr) return;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (type == kValueTypeLatin1) return out_.transcoded(place, Latin1Text(text));
    if (type == kValueTypeUtf16) return out_.transcoded(place, Utf16Text(text));
    out_.bytes(place, text);
  }

  void whole_double(const Place& place, double value) {
    // The writer guarantees this range; outside it the conversion would be undefined behavior.
    if (!(value >= -0x1p63 && value < 0x1p63)) return cursor_.fail();
    out_.integer(place, static_cast<std::int64_t>(value));
  }

  void list(const Place& place, std::uint32_t type, std::uint32_t depth) {
    constexpr std::uint32_t kListValues = AnyValueWriter::kListValues;
    if (depth >= kMaxValueDepth) return cursor_.fail();
    const std::uint32_t count = cursor_.u32();
    const bool is_map = type == kValueTypeMap;
    const auto list =
        out_.begin_list(place, is_map ? AnyValueWriter::ListKind::kMap : AnyValueWriter::ListKind::kArray);
    for (std::uint32_t i = 0; i < count && cursor_.ok(); ++i) {
      if (is_map) {
        key_value(kListValues, depth + 1);
      } else {
        value(cursor_.u32(), {kListValues, {}, false}, depth + 1);
      }
    }
    out_.end_list(list);
  }

  RecordCursor& cursor_;
  StringTable& strings_;
  AnyValueWriter out_;
};

}  // namespace

void encode_attributes(RecordCursor& cursor, StringTable& strings, std::uint32_t count, std::uint32_t field,
                       ProtoWriter& out) {
  ValueEncoder encoder(cursor, strings, out);
  for (std::uint32_t i = 0; i < count && cursor.ok(); ++i) encoder.key_value(field, 0);
}

void encode_value(RecordCursor& cursor, StringTable& strings, std::uint32_t field, ProtoWriter& out) {
  ValueEncoder(cursor, strings, out).bare_value(field);
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
