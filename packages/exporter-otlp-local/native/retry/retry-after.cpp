#include "retry/retry-after.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

#include "http/text.hpp"

namespace otel_native::otlp_local {
namespace {

constexpr std::uint64_t kNanosPerSecond = 1'000'000'000;
/// Longer waits are mistakes and are cut, which also prevents overflows.
constexpr std::uint64_t kMaxSeconds = 7 * 24 * 60 * 60;

struct DateParts {
  std::uint64_t year = 0;
  unsigned month = 0;
  std::uint64_t day = 0;
  std::uint64_t hour = 0;
  std::uint64_t minute = 0;
  std::uint64_t second = 0;
};

/// Returns 1 to 12, or 0 for an unknown name.
unsigned month_number(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (equals_ignoring_case(name, kMonths[i])) return i + 1;
  }
  return 0;
}

bool read_number(std::string_view text, std::uint64_t& number) {
  const auto parsed = parse_decimal(text);
  number = parsed.value_or(0);
  return parsed.has_value();
}

bool read_time(std::string_view text, DateParts& parts) {
  return read_number(take_until(text, ':'), parts.hour) && read_number(take_until(text, ':'), parts.minute) &&
         read_number(text, parts.second);
}

bool read_month(std::string_view name, DateParts& parts) {
  parts.month = month_number(name);
  return parts.month != 0;
}

std::optional<std::int64_t> to_unix_seconds(const DateParts& parts) {
  using namespace std::chrono;
  const year_month_day date{year(static_cast<int>(parts.year)), month(parts.month),
                            day(static_cast<unsigned>(parts.day))};
  constexpr std::uint64_t kLeapSecond = 60;
  if (parts.year > 9999 || parts.day > 31 || !date.ok() || parts.hour > 23 || parts.minute > 59 ||
      parts.second > kLeapSecond) {
    return std::nullopt;
  }
  const auto days = sys_days(date).time_since_epoch().count();
  return static_cast<std::int64_t>(days) * 86'400 +
         static_cast<std::int64_t>(parts.hour * 3'600 + parts.minute * 60 + parts.second);
}

/// Returns the year with these last two digits that is at most 50 years in the future.
std::uint64_t full_year(std::uint64_t two_digits, std::int64_t now_unix_seconds) {
  using namespace std::chrono;
  const year_month_day today{floor<days>(sys_seconds(seconds(now_unix_seconds)))};
  const auto this_year = static_cast<std::uint64_t>(static_cast<int>(today.year()));
  std::uint64_t year = this_year / 100 * 100 + two_digits;
  if (year > this_year + 50) year -= 100;
  return year;
}

}  // namespace

std::optional<std::int64_t> parse_http_date(std::string_view text, std::int64_t now_unix_seconds) {
  // Split into words: "Sun," 06 Nov 1994 08:49:37 GMT | "Sunday," 06-Nov-94 08:49:37 GMT | "Sun" Nov 6 08:49:37 1994
  std::array<std::string_view, 6> words;
  std::size_t count = 0;
  while (!text.empty()) {
    const std::string_view word = take_until(text, ' ');
    if (word.empty()) continue;
    if (count == words.size()) return std::nullopt;
    words[count++] = word;
  }
  DateParts parts;
  bool ok = false;
  if (count == 6) {
    ok = read_number(words[1], parts.day) && read_month(words[2], parts) && read_number(words[3], parts.year) &&
         read_time(words[4], parts) && words[5] == "GMT";
  } else if (count == 5) {
    ok = read_month(words[1], parts) && read_number(words[2], parts.day) && read_time(words[3], parts) &&
         read_number(words[4], parts.year);
  } else if (count == 4) {
    std::string_view date = words[1];
    ok = read_number(take_until(date, '-'), parts.day) && read_month(take_until(date, '-'), parts) &&
         read_number(date, parts.year) && parts.year < 100 && read_time(words[2], parts) && words[3] == "GMT";
    if (ok) parts.year = full_year(parts.year, now_unix_seconds);
  }
  return ok ? to_unix_seconds(parts) : std::nullopt;
}

std::optional<std::uint64_t> retry_after_nanos(std::string_view value, std::int64_t now_unix_seconds) {
  const std::string_view text = trim(value);
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_digit)) {
    return std::min(kMaxSeconds, parse_decimal(text).value_or(kMaxSeconds)) * kNanosPerSecond;
  }
  const auto date = parse_http_date(text, now_unix_seconds);
  if (!date) return std::nullopt;
  const auto wait_seconds = static_cast<std::uint64_t>(std::max<std::int64_t>(0, *date - now_unix_seconds));
  return std::min(kMaxSeconds, wait_seconds) * kNanosPerSecond;
}

}  // namespace otel_native::otlp_local
