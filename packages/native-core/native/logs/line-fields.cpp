#include "logs/line-fields.hpp"

#include <cmath>
#include <string>

#include "logs/line-exception.hpp"
#include "logs/line-time.hpp"
#include "logs/log-record-fields.hpp"
#include "record/format.gen.hpp"

namespace otel_native {
namespace {

constexpr std::string_view kTimeKey = "time", kEventNameKey = "otel.event.name";

/// Fields that the record has elsewhere, or its resource.
bool is_left_out(std::string_view key) {
  switch (key.size()) {
    case 3:
      return key == "pid";
    case 5:
      return key == "level";
    case 7:
      return key == "span_id";
    case 8:
      return key == "hostname" || key == "trace_id";
    case 11:
      return key == "trace_flags";
    default:
      return false;
  }
}

}  // namespace

bool LineFields::encode(std::string_view line) {
  JsonReader json(line);
  read_fields(json);
  if (!json.at_end()) return false;
  encode_time();
  attributes_.keep_last();
  if (exception_)
    LineException(log_record::kAttributes, values_, attributes_, out_, limits_.attribute).add(*exception_);
  const std::size_t dropped = attributes_.keep(limits_.attributes);
  ProtoWriter out(out_);
  out.varint_unless_zero(log_record::kDroppedAttributes, dropped);
  if (body_) values_.encode(*body_, {log_record::kBody, {}, false}, limits_.body);
  encode_event_name();
  return true;
}

void LineFields::encode_body(std::string_view text) {
  values_.encode_text(text, {log_record::kBody, {}, false}, limits_.body);
}

/// Reads what official code calls a record object: a value that is none is its field `data`, and an array has its
/// indexes as keys.
void LineFields::read_fields(JsonReader& json) {
  switch (json.peek()) {
    case '{':
      return json.members([&](const JsonText& key) { field(decode(key, scratch_), json); });
    case '[': {
      std::size_t index = 0;
      return json.elements([&] { field(std::to_string(index++), json); });
    }
    case 'n':
      return json.fail();
    default:
      return field("data", json);
  }
}

void LineFields::field(std::string_view key, JsonReader& json) {
  if (remember(key, json) || is_left_out(key)) return json.skip();
  attribute(key, json);
}

/// Keeps the place of a value that is no attribute. A key may name several of them.
bool LineFields::remember(std::string_view key, const JsonReader& value) {
  bool is_found = false;
  const auto remember_if = [&](std::string_view name, Value& place) {
    if (key != name) return;
    place = value;
    is_found = true;
  };
  remember_if(kTimeKey, time_);
  remember_if(keys_.message, body_);
  remember_if(keys_.error, exception_);
  remember_if(kEventNameKey, event_name_);
  return is_found;
}

void LineFields::attribute(std::string_view key, JsonReader& json) {
  if (key.empty()) return json.skip();
  const std::size_t begin = out_.size();
  values_.encode(json, {log_record::kAttributes, key, true}, limits_.attribute);
  attributes_.add(begin);
}

/// What is no time becomes an attribute.
void LineFields::encode_time() {
  if (line_time_ == kLineTimeNone || !time_) return;
  millis_ = line_time_ == kLineTimeUnknown ? std::numeric_limits<double>::quiet_NaN() : line_millis(*time_, line_time_);
  has_time_ = !std::isnan(millis_);
  if (!has_time_) attribute(kTimeKey, *time_);
}

void LineFields::encode_event_name() {
  if (!event_name_ || event_name_->peek() != '"') return;
  const std::string_view name = decode(event_name_->text(), scratch_);
  ProtoWriter out(out_);
  if (!name.empty()) out.string(log_record::kEventName, name);
}

}  // namespace otel_native
