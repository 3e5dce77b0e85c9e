#include "export/item-description.hpp"

#include <cstddef>

#include "otlp/id-sizes.hpp"
#include "otlp/item-path.hpp"

namespace otel_native {
namespace {

constexpr std::size_t kMaxNameBytes = 100;

ByteSpan find_field(ByteSpan message, std::uint32_t number) {
  ProtoCursor cursor(message);
  while (number != 0 && cursor.next()) {
    const ProtoField& field = cursor.field();
    if (field.number == number && field.type == WireType::kLengthDelimited) return field.content;
  }
  return {};
}

/// The first item of a request, and the name on the way to it.
struct FoundItem {
  ByteSpan item;
  ByteSpan name;
};

/// Looks below `message`, and leaves `found` alone in messages that hold no item.
bool find_item(const ItemPath& path, ByteSpan message, std::size_t depth, FoundItem& found) {
  if (depth == path.step_count) {
    found.item = message;
    if (path.name_depth == depth) found.name = find_field(message, path.name_field);
    return true;
  }
  ProtoCursor cursor(message);
  while (cursor.next()) {
    if (!path.leads(depth, cursor.field())) continue;
    if (!find_item(path, cursor.field().content, depth + 1, found)) continue;
    if (path.name_depth == depth) found.name = find_field(message, path.name_field);
    return true;
  }
  return false;
}

std::string one_line(ByteSpan text) {
  std::size_t size = text.size();
  if (size > kMaxNameBytes) {
    size = kMaxNameBytes;
    while (size > 0 && (text[size] & 0xc0) == 0x80) --size;  // cut between characters
  }
  std::string line;
  for (const std::uint8_t byte : text.first(size)) {
    line += byte < 0x20 || byte == 0x7f ? ' ' : static_cast<char>(byte);
  }
  return size < text.size() ? line + "…" : line;
}

std::string hex(ByteSpan bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) text.append({kDigits[byte >> 4], kDigits[byte & 15]});
  return text;
}

std::string describe(std::uint32_t signal, const FoundItem& found) {
  std::string text = kItemName[signal];
  if (!found.name.empty()) text += " \"" + one_line(found.name) + '"';
  const ByteSpan trace_id = find_field(found.item, kItemPaths[signal].trace_id_field);
  if (trace_id.size() == kTraceIdBytes) text += " of trace " + hex(trace_id);
  return text + ", " + std::to_string(found.item.size()) + " bytes";
}

}  // namespace

std::string describe_item(std::uint32_t signal, ByteSpan request) {
  if (signal == 0 || signal >= kItemPaths.size()) return kItemName[0];
  FoundItem found;
  return find_item(kItemPaths[signal], request, 0, found) ? describe(signal, found) : kItemName[signal];
}

std::string describe_encoded_item(std::uint32_t signal, ByteSpan field) {
  ProtoCursor cursor(field);
  if (!cursor.next()) return kItemName[signal];
  const ByteSpan item = cursor.field().content;
  return describe(signal, {item, find_field(item, kItemPaths[signal].name_field)});
}

}  // namespace otel_native
