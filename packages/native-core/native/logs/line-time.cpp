#include "logs/line-time.hpp"

#include <chrono>
#include <cmath>
#include <limits>

#include "logs/json-number.hpp"
#include "otlp/unix-nano.hpp"
#include "platform/clock.hpp"
#include "record/format.gen.hpp"

namespace otel_native {
namespace {

constexpr double kNotATime = std::numeric_limits<double>::quiet_NaN();
/// Furthest instant of a JavaScript date, in milliseconds.
constexpr double kMaxDateMillis = 8.64e15;
/// Whole milliseconds up to here are exact, and their nanoseconds fit into 64 bits.
constexpr double kMaxExactMillis = 1e13;

/// Reads `YYYY-MM-DD` with a time and an offset behind it, as `toISOString()` and its like write it. Times without an
/// offset would depend on the time zone of the process.
class IsoDate {
 public:
  explicit IsoDate(std::string_view text) : rest_(text) {}

  double millis() {
    const int year = digits(4);
    const int month = digits(2, '-');
    const int day = digits(2, '-');
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    // JavaScript accepts the 31st of every month.
    if (!ok_ || month < 1 || month > 12 || day < 1 || day > 31) return kNotATime;
    const std::chrono::sys_days month_begin{date.year() / date.month() / std::chrono::day(1)};
    double millis = 86'400'000.0 * static_cast<double>(month_begin.time_since_epoch().count() + day - 1);
    if (rest_.empty()) return millis;
    millis += time_of_day();
    millis -= 60'000.0 * offset_minutes();
    return ok_ && rest_.empty() ? millis : kNotATime;
  }

 private:
  double time_of_day() {
    const int hours = digits(2, 'T');
    const int minutes = digits(2, ':');
    int seconds = 0;
    double fraction = 0;
    if (starts_with(':')) {
      seconds = digits(2, ':');
      if (starts_with('.')) fraction = fraction_millis();
    }
    if (hours > 23 || minutes > 59 || seconds > 59) ok_ = false;
    return 3'600'000.0 * hours + 60'000.0 * minutes + 1000.0 * seconds + fraction;
  }

  /// Dates of JavaScript have whole milliseconds: further digits do not count.
  double fraction_millis() {
    rest_.remove_prefix(1);
    int millis = 0;
    int place = 100;
    if (!is_digit()) ok_ = false;
    for (; is_digit(); rest_.remove_prefix(1), place /= 10) millis += place * (rest_.front() - '0');
    return millis;
  }

  int offset_minutes() {
    if (starts_with('Z')) {
      rest_.remove_prefix(1);
      return 0;
    }
    const bool is_west = starts_with('-');
    if (!is_west && !starts_with('+')) {
      ok_ = false;
      return 0;
    }
    rest_.remove_prefix(1);
    const int hours = digits(2);
    const int minutes = digits(2, ':');
    if (hours > 23 || minutes > 59) ok_ = false;
    return (is_west ? -1 : 1) * (60 * hours + minutes);
  }

  int digits(int count, char before = '\0') {
    if (before != '\0') {
      if (!starts_with(before)) ok_ = false;
      if (!rest_.empty()) rest_.remove_prefix(1);
    }
    int number = 0;
    for (; count > 0 && is_digit(); --count, rest_.remove_prefix(1)) number = number * 10 + (rest_.front() - '0');
    if (count > 0) ok_ = false;
    return number;
  }

  bool starts_with(char character) const { return !rest_.empty() && rest_.front() == character; }
  bool is_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }

  std::string_view rest_;
  bool ok_ = true;
};

/// As `Number(text)`, for decimal numbers.
double number_of_text(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\n\r\v\f";
  const std::size_t first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return 0;
  text = text.substr(first, text.find_last_not_of(kSpaces) + 1 - first);
  const ParsedNumber parsed = parse_json_number(text);
  return parsed.size == text.size() ? parsed.value : kNotATime;
}

double date_of_millis(double millis) { return std::fabs(millis) <= kMaxDateMillis ? std::trunc(millis) : kNotATime; }

}  // namespace

double line_millis(JsonReader value, std::uint8_t line_time) {
  const bool is_iso = line_time == kLineTimeIso;
  double number = kNotATime;
  ByteBuffer scratch;
  switch (value.peek()) {
    case '"': {
      const std::string_view text = decode(value.text(), scratch);
      if (is_iso) return IsoDate(text).millis();
      number = number_of_text(text);
      break;
    }
    case 't':
    case 'f':
      number = value.boolean();
      break;
    case 'n':
      number = 0;
      break;
    case '{':
    case '[':
      return kNotATime;
    default:
      number = value.number();
  }
  if (is_iso) return date_of_millis(number);
  return line_time == kLineTimeSeconds ? number * 1000 : number;
}

std::uint64_t nanos_of_millis(double millis) {
  // Nearly all times are whole milliseconds.
  if (millis >= 0 && millis <= kMaxExactMillis) {
    const auto whole = static_cast<std::uint64_t>(millis);
    if (static_cast<double>(whole) == millis) return whole * kNanosPerMilli;
  }
  if (!std::isfinite(millis)) return 0;
  const double nanos = std::floor(std::fmod(millis, 1000) * 1e6 + 0.5);
  return unix_nano(std::trunc(millis / 1000), nanos > 0 ? static_cast<std::uint32_t>(nanos) : 0);
}

}  // namespace otel_native
