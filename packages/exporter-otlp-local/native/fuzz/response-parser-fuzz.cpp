// Parses arbitrary server responses. The first byte selects how the rest is split into pieces: the result must not
// depend on it.
#include <cstdlib>

#include "http/location.hpp"
#include "http/response-parser.hpp"
#include "otlp/response.hpp"
#include "retry/retry-after.hpp"

using namespace otel_native::otlp_local;

namespace {

ResponseParser parse(std::string_view bytes, std::size_t piece) {
  ResponseParser parser;
  while (!bytes.empty() && !parser.is_over()) {
    const std::string_view offered = bytes.substr(0, piece);
    const std::size_t taken = parser.feed(offered);
    if (taken > offered.size() || (taken < offered.size() && !parser.is_over())) std::abort();
    bytes.remove_prefix(taken);
  }
  if (!parser.is_over()) parser.feed_end();
  return parser;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const ResponseParser whole = parse(bytes, bytes.size() + 1);
  const ResponseParser pieces = parse(bytes, 1 + data[0] % 32);
  if (whole.is_garbage() != pieces.is_garbage() || whole.is_delimited() != pieces.is_delimited() ||
      whole.has_head() != pieces.has_head() || whole.body() != pieces.body() || whole.body().size() > kMaxBodyBytes) {
    std::abort();
  }
  constexpr std::int64_t kNowUnixSeconds = 1'800'000'000;
  constexpr std::uint64_t kWeekNanos = 7 * 24 * 60 * 60 * std::uint64_t{1'000'000'000};
  const std::string& location = whole.head().location;
  if (host_of_location(location).size() > location.size()) std::abort();
  const std::string retry_after = whole.head().retry_after.value_or("");
  if (retry_after_nanos(retry_after, kNowUnixSeconds).value_or(0) > kWeekNanos) std::abort();
  decode_partial_success(whole.body());
  decode_status_message(whole.body());
  for (const char* type : {"application/x-protobuf", "text/plain", ""}) {
    char message[64];
    copy_message(failure_text(whole.body(), type), message, sizeof(message));
    if (std::string_view(message).size() >= sizeof(message)) std::abort();
  }
  return 0;
}
