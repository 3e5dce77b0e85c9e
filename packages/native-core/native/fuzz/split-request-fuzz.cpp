// The input is the signal, where to cut, and a request. Both halves together must hold exactly the items of the whole,
// in order and each within the same messages.
#include <cstdlib>
#include <iterator>
#include <string_view>
#include <vector>

#include "export/item-description.hpp"
#include "export/split-request.hpp"
#include "fuzz-input.hpp"
#include "otlp-items.hpp"

using namespace otel_native;

namespace {

std::vector<fuzz::OtlpItem> items_of(std::uint32_t signal, const SplitRequest::Half& half) {
  const auto items =
      fuzz::otlp_items(signal, {reinterpret_cast<const char*>(half.request.data()), half.request.size()});
  if (items.size() != half.item_count || items.empty()) std::abort();
  return items;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::FuzzInput input(data, size);
  const std::uint32_t signal = input.number<std::uint8_t>();
  constexpr SplitBy kWays[] = {SplitBy::kItems, SplitBy::kFewerFirst, SplitBy::kBytes};
  const SplitBy by = kWays[input.number<std::uint8_t>() % std::size(kWays)];
  const ByteSpan request(input.data(), input.size());
  describe_item(signal, request);
  const auto halves = split_request(signal, request, by);
  if (!halves) return 0;
  std::vector<fuzz::OtlpItem> both = items_of(signal, halves->first);
  const std::size_t in_first = both.size();
  const std::vector<fuzz::OtlpItem> second = items_of(signal, halves->second);
  both.insert(both.end(), second.begin(), second.end());
  const auto whole = fuzz::otlp_items(signal, {reinterpret_cast<const char*>(request.data()), request.size()});
  if (both != whole) std::abort();
  if (by == SplitBy::kItems && in_first != whole.size() / 2) std::abort();
  if (by == SplitBy::kFewerFirst && in_first != (whole.size() * 4 + 4) / 9) std::abort();
  return 0;
}
