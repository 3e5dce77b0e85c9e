#include "logs/line-exception.hpp"

namespace otel_native {
namespace {

constexpr std::string_view kType = "exception.type", kMessage = "exception.message",
                           kStackTrace = "exception.stacktrace";

bool is_string(const std::optional<JsonReader>& value) { return value && JsonReader(*value).peek() == '"'; }

/// Whether JavaScript takes a value for true.
bool is_truthy(JsonReader value) {
  switch (value.peek()) {
    case '"':
      return !value.text().raw.empty();
    case 't':
    case '{':
    case '[':
      return true;
    case 'f':
    case 'n':
      return false;
    default:
      return value.number() != 0;
  }
}

/// The characters of the next value, as they stand in the line.
std::string_view source_of(JsonReader value) {
  value.peek();
  const std::string_view from = value.rest();
  value.skip();
  return from.substr(0, from.size() - value.rest().size());
}

}  // namespace

void LineException::add(JsonReader exception) {
  ByteBuffer scratch;
  switch (exception.peek()) {
    case '"':
      return add_text(kMessage, decode(exception.text(), scratch));
    case '{':
      return add_object(exception);
    case '[':
    case 't':
    case 'f':
    case 'n':
      return;
    default:
      // JavaScript wrote the number as it prints it.
      return add_text(kMessage, source_of(exception));
  }
}

void LineException::add_object(JsonReader object) {
  Value code, name, type, message, stack;
  ByteBuffer scratch;
  object.members([&](const JsonText& key) {
    const std::string_view text = decode(key, scratch);
    if (text == "code") code = object;
    if (text == "name") name = object;
    if (text == "type") type = object;
    if (text == "message") message = object;
    if (text == "stack") stack = object;
    object.skip();
  });
  // pino writes the class of an error as its type.
  if (is_string(type) && !is_string(name)) name = type;
  add_type(code, name);
  if (message && is_truthy(*message)) add_value(kMessage, *message);
  if (stack && is_truthy(*stack)) add_value(kStackTrace, *stack);
}

void LineException::add_type(Value code, Value name) {
  if (code && is_truthy(*code)) {
    ByteBuffer scratch;
    const char first = code->peek();
    if (first == '"') return add_text(kType, decode(code->text(), scratch));
    return add_text(kType, first == '{' ? "[object Object]" : source_of(*code));
  }
  if (name && is_truthy(*name)) add_value(kType, *name);
}

void LineException::add_text(std::string_view key, std::string_view text) {
  add_unless_present(key, [&] { values_.encode_text(text, {field_, key, true}, limits_); });
}

void LineException::add_value(std::string_view key, JsonReader value) {
  add_unless_present(key, [&] { values_.encode(value, {field_, key, true}, limits_); });
}

template <typename Encode>
void LineException::add_unless_present(std::string_view key, Encode encode) {
  if (attributes_.has(key)) return;
  const std::size_t begin = out_.size();
  encode();
  attributes_.add(begin);
}

}  // namespace otel_native
