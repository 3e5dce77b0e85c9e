#include "otlp/response.hpp"

#include <algorithm>

#include "http/text.hpp"
#include "otlp/proto-reader.hpp"

namespace otel_native::otlp_local {
namespace {

constexpr std::uint64_t kPartialSuccessField = 1;
constexpr std::uint64_t kRejectedItemsField = 1;
constexpr std::uint64_t kErrorMessageField = 2;
constexpr std::uint64_t kStatusMessageField = 2;

/// Returns the length of the UTF-8 character at the start, or 0 if it is invalid.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  const bool overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
  const bool surrogate = first == 0xed && byte(1) >= 0xa0;
  const bool beyond_unicode = first == 0xf4 && byte(1) >= 0x90;
  return overlong || surrogate || beyond_unicode ? 0 : length;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::optional<PartialSuccess> decode_inner(std::string_view message) {
  PartialSuccess partial;
  ProtoReader reader(message);
  while (reader.next()) {
    if (reader.field() == kRejectedItemsField && reader.is_varint()) {
      // The field is an int64: a negative count means that nothing was rejected.
      partial.rejected_items = reader.varint() > INT64_MAX ? 0 : reader.varint();
    }
    if (reader.field() == kErrorMessageField && reader.is_bytes()) partial.error_message = reader.bytes();
  }
  if (!reader.is_valid()) return std::nullopt;
  return partial;
}

}  // namespace

std::optional<PartialSuccess> decode_partial_success(std::string_view body) {
  std::optional<PartialSuccess> found;
  ProtoReader reader(body);
  while (reader.next()) {
    if (reader.field() == kPartialSuccessField && reader.is_bytes()) found = decode_inner(reader.bytes());
  }
  return reader.is_valid() ? found : std::nullopt;
}

std::optional<std::string> decode_status_message(std::string_view body) {
  std::optional<std::string> message;
  ProtoReader reader(body);
  while (reader.next()) {
    if (reader.field() == kStatusMessageField && reader.is_bytes()) message = std::string(reader.bytes());
  }
  return reader.is_valid() ? message : std::nullopt;
}

std::string failure_text(std::string_view body, std::string_view content_type) {
  const std::string_view type = trim(content_type.substr(0, content_type.find(';')));
  const bool says_protobuf = equals_ignoring_case(type, "application/x-protobuf");
  // Many servers omit the content type. Text is hardly ever a valid message with a field 2.
  if (says_protobuf || type.empty()) {
    if (auto message = decode_status_message(body)) return *std::move(message);
    if (says_protobuf) return {};
  }
  return std::string(body);
}

void copy_message(std::string_view text, char* buffer, std::size_t capacity) {
  std::size_t size = 0;
  bool after_space = true;  // prevents a space at the start
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    const bool is_space = text.front() == ' ' || (length == 1 && is_control(text.front()));
    const std::string_view shown = is_space ? " " : length == 0 ? "?" : text.substr(0, length);
    if (size + shown.size() >= capacity) break;
    if (!is_space || !after_space) size += shown.copy(buffer + size, shown.size());
    after_space = is_space;
    text.remove_prefix(std::max<std::size_t>(1, length));
  }
  while (size > 0 && buffer[size - 1] == ' ') --size;
  buffer[size] = '\0';
}

}  // namespace otel_native::otlp_local
