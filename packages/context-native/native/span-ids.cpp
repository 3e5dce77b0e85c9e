#include "span-ids.hpp"

#include <algorithm>
#include <span>

#include "own-property.hpp"

namespace otel_native {

namespace {

constexpr size_t kBytesPerWord = 4;
constexpr Name kTraceIdWords[] = {Name::kTraceId0, Name::kTraceId1, Name::kTraceId2, Name::kTraceId3};
constexpr Name kSpanIdWords[] = {Name::kSpanId0, Name::kSpanId1};

struct Reading {
  v8::Local<v8::Context> realm;
  const PropertyNames& names;
  v8::Local<v8::Value> object;

  [[nodiscard]] v8::MaybeLocal<v8::Value> value(Name name) const { return own_value(realm, object, names[name]); }
};

/// A number between -2^31 and 2^32-1 as 32 bits.
std::optional<uint32_t> word(const Reading& reading, Name name) {
  v8::Local<v8::Value> value;
  if (!reading.value(name).ToLocal(&value)) return std::nullopt;
  if (value->IsInt32()) return static_cast<uint32_t>(value.As<v8::Int32>()->Value());
  if (value->IsUint32()) return value.As<v8::Uint32>()->Value();
  return std::nullopt;
}

/// Words have their lowest byte first, whatever the machine: see ids.ts of native-core.
bool bytes_of_words(const Reading& reading, std::span<const Name> names, std::span<uint8_t> bytes) {
  for (size_t i = 0; i < names.size(); i++) {
    const std::optional<uint32_t> bits = word(reading, names[i]);
    if (!bits) return false;
    for (size_t j = 0; j < kBytesPerWord; j++) bytes[i * kBytesPerWord + j] = static_cast<uint8_t>(*bits >> (8 * j));
  }
  return true;
}

int digit(uint16_t unit) {
  if (unit >= '0' && unit <= '9') return unit - '0';
  if (unit >= 'a' && unit <= 'f') return unit - 'a' + 10;
  if (unit >= 'A' && unit <= 'F') return unit - 'A' + 10;
  return -1;
}

/// As two-byte text: of one-byte text V8 would cut what does not fit, and turn other characters into digits.
template <typename AnyString>
void copy_text(v8::Isolate* isolate, v8::Local<AnyString> text, std::span<uint16_t> units) {
  if constexpr (requires { text->WriteV2(isolate, 0, 0, units.data()); }) {
    text->WriteV2(isolate, 0, static_cast<uint32_t>(units.size()), units.data());
  } else {
    text->Write(isolate, units.data(), 0, static_cast<int>(units.size()), AnyString::NO_NULL_TERMINATION);
  }
}

template <size_t kBytes>
bool bytes_of_hex(v8::Isolate* isolate, const Reading& reading, Name name, std::array<uint8_t, kBytes>& bytes) {
  v8::Local<v8::Value> value;
  if (!reading.value(name).ToLocal(&value) || !value->IsString()) return false;
  const auto text = value.As<v8::String>();
  std::array<uint16_t, 2 * kBytes> units{};
  if (static_cast<size_t>(text->Length()) != units.size()) return false;
  copy_text(isolate, text, units);
  for (size_t i = 0; i < kBytes; i++) {
    const int high = digit(units[2 * i]);
    const int low = digit(units[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    bytes[i] = static_cast<uint8_t>(high << 4 | low);
  }
  return true;
}

bool is_zero(std::span<const uint8_t> bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](uint8_t byte) { return byte == 0; });
}

bool read_flags(const Reading& reading, SpanIds& ids) {
  const std::optional<uint32_t> flags = word(reading, Name::kTraceFlags);
  ids.trace_flags = static_cast<uint8_t>(flags.value_or(0));
  return flags.has_value();
}

bool read_words(const Reading& span, SpanIds& ids) {
  return bytes_of_words(span, kTraceIdWords, ids.trace_id) && bytes_of_words(span, kSpanIdWords, ids.span_id) &&
         read_flags(span, ids);
}

bool read_span_context(v8::Isolate* isolate, const Reading& context, SpanIds& ids) {
  return bytes_of_hex(isolate, context, Name::kTraceId, ids.trace_id) &&
         bytes_of_hex(isolate, context, Name::kSpanId, ids.span_id) && read_flags(context, ids);
}

}  // namespace

std::optional<SpanIds> ids_of(v8::Local<v8::Context> realm, const PropertyNames& names, v8::Local<v8::Value> span) {
  SpanIds ids;
  bool known = false;
  v8::Local<v8::Value> span_context;
  if (own_object(realm, span, names[Name::kSpanContext]).ToLocal(&span_context)) {
    known = read_span_context(v8::Isolate::GetCurrent(), {realm, names, span_context}, ids);
  } else {
    known = read_words({realm, names, span}, ids);
  }
  if (!known || is_zero(ids.trace_id) || is_zero(ids.span_id)) return std::nullopt;
  return ids;
}

}  // namespace otel_native
