// The ids of a span, as bytes.
#pragma once

#include <v8.h>

#include <array>
#include <cstdint>
#include <optional>

#include "property-names.hpp"

namespace otel_native {

struct SpanIds {
  std::array<uint8_t, 16> trace_id{};
  std::array<uint8_t, 8> span_id{};
  uint8_t trace_flags = 0;
};

/// Nothing for a span that is none of the kinds that are known, or whose ids are not valid.
std::optional<SpanIds> ids_of(v8::Local<v8::Context> realm, const PropertyNames& names, v8::Local<v8::Value> span);

}  // namespace otel_native
