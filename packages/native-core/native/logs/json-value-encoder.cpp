#include "logs/json-value-encoder.hpp"

#include "logs/member-list.hpp"
#include "logs/utf8-prefix.hpp"

namespace otel_native {

void JsonValueEncoder::start(const JsonValueLimits& limits) {
  length_limit_ = limits.length;
  depth_limit_ = limits.depth;
  nodes_left_ = limits.nodes;
  bytes_left_ = limits.bytes;
  was_cut_ = false;
}

void JsonValueEncoder::encode(JsonReader& json, const Place& place, const JsonValueLimits& limits) {
  start(limits);
  value(json, place, 0);
  if (was_cut_) ++cut_values_;
}

void JsonValueEncoder::encode_text(std::string_view content, const Place& place, const JsonValueLimits& limits) {
  start(limits);
  text(content, place);
  if (was_cut_) ++cut_values_;
}

void JsonValueEncoder::value(JsonReader& json, const Place& place, std::uint32_t depth) {
  switch (json.peek()) {
    case '"':
      return text(decode(json.text(), scratch_), place);
    case '{':
    case '[':
      return list(json, place, depth);
    case 't':
    case 'f':
      return values_.boolean(place, json.boolean());
    case 'n':
      json.null();
      return values_.empty(place);
    default:
      return number(json.number(), place);
  }
}

void JsonValueEncoder::number(double number, const Place& place) {
  const bool fits = number >= -0x1p63 && number < 0x1p63;
  const std::int64_t whole = fits ? static_cast<std::int64_t>(number) : 0;
  if (fits && static_cast<double>(whole) == number) return values_.integer(place, whole);
  values_.real(place, number);
}

void JsonValueEncoder::text(std::string_view text, const Place& place) {
  if (text.size() > length_limit_) text = prefix_of_units(text, length_limit_, scratch_);
  const std::uint32_t left = bytes_left_;
  values_.string(place, take_bytes(text.size()) ? text : prefix_of_bytes(text, left));
}

void JsonValueEncoder::list(JsonReader& json, const Place& place, std::uint32_t depth) {
  if (depth >= depth_limit_) {
    was_cut_ = true;
    values_.empty(place);
    return json.skip();
  }
  if (json.peek() == '{') {
    const auto list = values_.begin_list(place, AnyValueWriter::ListKind::kMap);
    map(json, depth);
    return values_.end_list(list);
  }
  const auto list = values_.begin_list(place, AnyValueWriter::ListKind::kArray);
  json.elements([&] {
    if (!take_node()) return json.skip();
    value(json, {AnyValueWriter::kListValues, {}, false}, depth + 1);
  });
  values_.end_list(list);
}

void JsonValueEncoder::map(JsonReader& json, std::uint32_t depth) {
  MemberList members(out_);
  json.members([&](const JsonText& name) {
    const std::string_view key = decode(name, key_scratch_);
    if (!take_node() || !take_bytes(key.size())) return json.skip();
    const std::size_t begin = out_.size();
    value(json, {AnyValueWriter::kListValues, key, true}, depth + 1);
    members.add(begin);
  });
  members.keep_last();
}

bool JsonValueEncoder::take_node() {
  if (nodes_left_ > 0) {
    --nodes_left_;
    return true;
  }
  was_cut_ = true;
  return false;
}

bool JsonValueEncoder::take_bytes(std::size_t bytes) {
  if (bytes <= bytes_left_) {
    bytes_left_ -= static_cast<std::uint32_t>(bytes);
    return true;
  }
  bytes_left_ = 0;
  was_cut_ = true;
  return false;
}

}  // namespace otel_native
