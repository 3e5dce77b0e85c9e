#pragma once

#include <optional>

#include "logs/json-reader.hpp"
#include "logs/json-value-encoder.hpp"
#include "logs/member-list.hpp"

namespace otel_native {

/// Adds the attributes of the exception that a line holds, unless the line has attributes with these keys.
/// https://opentelemetry.io/docs/specs/otel/logs/sdk/#emit-a-logrecord
class LineException {
 public:
  /// @param field number of the attributes
  LineException(std::uint32_t field, JsonValueEncoder& values, MemberList& attributes, ByteBuffer& out,
                const JsonValueLimits& limits)
      : field_(field), values_(values), attributes_(attributes), out_(out), limits_(limits) {}

  void add(JsonReader exception);

 private:
  using Value = std::optional<JsonReader>;

  void add_object(JsonReader object);
  void add_type(Value code, Value name);
  void add_text(std::string_view key, std::string_view text);
  void add_value(std::string_view key, JsonReader value);
  template <typename Encode>
  void add_unless_present(std::string_view key, Encode encode);

  const std::uint32_t field_;
  JsonValueEncoder& values_;
  MemberList& attributes_;
  ByteBuffer& out_;
  const JsonValueLimits& limits_;
};

}  // namespace otel_native
