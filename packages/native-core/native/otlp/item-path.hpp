#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "account/signal.hpp"
#include "otlp/proto-cursor.hpp"

namespace otel_native {

/// The fields that lead from a request to one of its items, as data: code that splits requests knows no signal.
class ItemPath {
 public:
  /// Field numbers below 32, as bits.
  using Fields = std::uint32_t;
  static constexpr Fields fields(std::initializer_list<std::uint32_t> numbers) {
    Fields bits = 0;
    for (const std::uint32_t number : numbers) bits |= 1u << number;
    return bits;
  }
  static constexpr std::size_t kMaxSteps = 5;

  /// Whether `field` of the message at `depth` (0 for the request) leads to items. A field of another wire type is an
  /// unknown field, as for every decoder.
  constexpr bool leads(std::size_t depth, const ProtoField& field) const {
    return field.type == WireType::kLengthDelimited && field.number < 32 && (steps[depth] >> field.number & 1) != 0;
  }
  /// Whether the fields that lead on at `depth` are the items.
  constexpr bool ends_at(std::size_t depth) const { return depth + 1 == step_count; }

  std::array<Fields, kMaxSteps> steps;
  std::size_t step_count;
  /// The depth of the message that has the name of an item, and its fields; 0 if there is no such field.
  std::size_t name_depth;
  std::uint32_t name_field;
  std::uint32_t trace_id_field;
};

/// trace.proto, metrics.proto and logs.proto. The items of a metric are its data points, in the message of its kind:
/// gauge, sum, histogram, exponential histogram or summary.
inline constexpr PerSignal<ItemPath> kItemPaths{{
    {},
    {.steps = {ItemPath::fields({1}), ItemPath::fields({2}), ItemPath::fields({2})},
     .step_count = 3,
     .name_depth = 3,
     .name_field = 5,
     .trace_id_field = 1},
    {.steps = {ItemPath::fields({1}), ItemPath::fields({2}), ItemPath::fields({2}), ItemPath::fields({5, 7, 9, 10, 11}),
               ItemPath::fields({1})},
     .step_count = 5,
     .name_depth = 3,
     .name_field = 1,
     .trace_id_field = 0},
    {.steps = {ItemPath::fields({1}), ItemPath::fields({2}), ItemPath::fields({2})},
     .step_count = 3,
     .name_depth = 3,
     .name_field = 12,
     .trace_id_field = 9},
}};

}  // namespace otel_native
