#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "logs/json-reader.hpp"
#include "logs/json-value-encoder.hpp"
#include "logs/member-list.hpp"

namespace otel_native {

/// The fields of a line that a logger names.
struct LineKeys {
  std::string_view message;
  std::string_view error;
};

struct LineLimits {
  std::uint32_t attributes = JsonValueLimits::kNone;
  JsonValueLimits attribute;
  JsonValueLimits body;
};

/// Encodes the fields of one line as parts of a LogRecord: attributes while they are read, the rest afterwards, when it
/// is certain that no later field has the same key.
class LineFields {
 public:
  LineFields(const LineKeys& keys, const LineLimits& limits, std::uint8_t line_time, ByteBuffer& out)
      : keys_(keys), limits_(limits), line_time_(line_time), out_(out), values_(out), attributes_(out) {}

  /// Returns false for a line without fields; it may have written a part of them.
  bool encode(std::string_view line);
  /// Writes the body alone.
  void encode_body(std::string_view text);

  /// The time in the line; without one, the record has the time at which it was written.
  bool has_time() const { return has_time_; }
  double millis() const { return millis_; }
  std::uint32_t cut_values() const { return values_.cut_values(); }

 private:
  using Value = std::optional<JsonReader>;

  void read_fields(JsonReader& json);
  void field(std::string_view key, JsonReader& json);
  bool remember(std::string_view key, const JsonReader& value);
  void attribute(std::string_view key, JsonReader& json);
  void encode_time();
  void encode_event_name();

  const LineKeys keys_;
  const LineLimits limits_;
  const std::uint8_t line_time_;
  ByteBuffer& out_;
  JsonValueEncoder values_;
  MemberList attributes_;
  ByteBuffer scratch_;
  Value time_;
  Value body_;
  Value exception_;
  Value event_name_;
  bool has_time_ = false;
  double millis_ = 0;
};

}  // namespace otel_native
