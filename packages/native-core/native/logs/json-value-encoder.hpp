#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "logs/json-reader.hpp"
#include "otlp/any-value-writer.hpp"
#include "record/byte-buffer.hpp"

namespace otel_native {

/// Limits of one value; the highest number stands for none.
struct JsonValueLimits {
  static constexpr std::uint32_t kNone = 0xffffffff;

  /// UTF-16 units of a string.
  std::uint32_t length = kNone;
  /// Levels of arrays and maps; deeper ones become empty.
  std::uint32_t depth = kNone;
  /// Elements of all arrays and maps.
  std::uint32_t nodes = kNone;
  /// Bytes of all texts and keys.
  std::uint32_t bytes = kNone;
};

/// Encodes JSON values as AnyValues while it reads them. Numbers are what JavaScript makes of them: an integer where
/// the double is one that fits 64 bits.
class JsonValueEncoder {
 public:
  using Place = AnyValueWriter::Place;

  explicit JsonValueEncoder(ByteBuffer& out) : out_(out), proto_(out), values_(proto_) {}

  /// Reads a value and writes it.
  void encode(JsonReader& json, const Place& place, const JsonValueLimits& limits);
  /// Writes a text within the limits.
  void encode_text(std::string_view text, const Place& place, const JsonValueLimits& limits);
  /// Values that were cut because of their depth, nodes or bytes.
  std::uint32_t cut_values() const { return cut_values_; }

 private:
  void start(const JsonValueLimits& limits);
  void value(JsonReader& json, const Place& place, std::uint32_t depth);
  void list(JsonReader& json, const Place& place, std::uint32_t depth);
  void map(JsonReader& json, std::uint32_t depth);
  void number(double number, const Place& place);
  void text(std::string_view text, const Place& place);
  bool take_node();
  bool take_bytes(std::size_t bytes);

  ByteBuffer& out_;
  ProtoWriter proto_;
  AnyValueWriter values_;
  /// Texts with escapes, decoded.
  ByteBuffer scratch_;
  ByteBuffer key_scratch_;
  std::uint32_t length_limit_ = 0;
  std::uint32_t depth_limit_ = 0;
  std::uint32_t nodes_left_ = 0;
  std::uint32_t bytes_left_ = 0;
  bool was_cut_ = false;
  std::uint32_t cut_values_ = 0;
};

}  // namespace otel_native
