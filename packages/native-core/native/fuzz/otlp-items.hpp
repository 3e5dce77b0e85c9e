#pragma once

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace otel_native::fuzz {

/// The encoded field of an item, and a hash of every field of the messages around it that holds no item.
using OtlpItem = std::pair<std::string_view, std::size_t>;

/// Reads the items of a request in a way of its own, to compare with. Aborts at bytes that are not well formed.
class OtlpItems {
 public:
  OtlpItems(std::uint32_t signal) : item_depth_(signal == kMetrics ? 4 : 2) {}

  void read(std::string_view message, std::size_t around, std::uint32_t depth) {
    // First what stands around the items, on both sides of them.
    std::string envelope;
    each(message, [&](std::uint64_t tag, std::string_view whole, std::string_view) {
      if (!leads(depth, tag)) envelope += whole;
    });
    around = around * 31 + std::hash<std::string>()(envelope);
    each(message, [&](std::uint64_t tag, std::string_view whole, std::string_view content) {
      if (!leads(depth, tag)) return;
      if (depth == item_depth_) return items.emplace_back(whole, around), void();
      read(content, around, depth + 1);
    });
  }

  std::vector<OtlpItem> items;

 private:
  static constexpr std::uint32_t kMetrics = 2;

  bool leads(std::uint32_t depth, std::uint64_t tag) const {
    if (depth == 3) return tag == 0x2a || tag == 0x3a || tag == 0x4a || tag == 0x52 || tag == 0x5a;
    return tag == (depth == 0 || depth == 4 ? 0x0a : 0x12);
  }
  template <typename Take>
  static void each(std::string_view message, Take take) {
    for (std::size_t at = 0; at < message.size();) {
      const std::size_t start = at;
      const std::uint64_t tag = varint(message, at);
      const std::uint64_t size = (tag & 7) == 2 ? varint(message, at) : (tag & 7) == 1 ? 8 : (tag & 7) == 5 ? 4 : 0;
      if ((tag & 7) == 0) varint(message, at);
      if ((tag & 7) == 3 || (tag & 7) == 4 || (tag & 7) > 5 || size > message.size() - at) std::abort();
      at += size;
      take(tag, message.substr(start, at - start), message.substr(at - size, size));
    }
  }
  static std::uint64_t varint(std::string_view message, std::size_t& at) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && at < message.size(); shift += 7) {
      const auto byte = static_cast<std::uint8_t>(message[at++]);
      value |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
    std::abort();
  }

  const std::uint32_t item_depth_;
};

inline std::vector<OtlpItem> otlp_items(std::uint32_t signal, std::string_view request) {
  OtlpItems reader(signal);
  reader.read(request, 0, 0);
  return std::move(reader.items);
}

}  // namespace otel_native::fuzz
