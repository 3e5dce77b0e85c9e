#include "logs/json-number.hpp"

#include <locale.h>
#include <stdlib.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string>

namespace otel_native {
namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

/// The parts of a number as it is written.
struct Digits {
  std::uint64_t mantissa = 0;
  /// Digits of the mantissa, without zeros in front.
  int count = 0;
  int exponent = 0;

  void add(char digit) {
    if (count == 0 && digit == '0') return;
    if (++count <= 19) mantissa = mantissa * 10 + static_cast<std::uint64_t>(digit - '0');
  }
};

/// Powers of ten that a double holds exactly.
constexpr std::array<double, 23> kPowers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                         1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr std::uint64_t kMaxExactMantissa = std::uint64_t{1} << 53;
constexpr int kMaxExactPower = static_cast<int>(kPowers.size()) - 1;

#if defined(__cpp_lib_to_chars) && __cpp_lib_to_chars >= 201611L
double nearest(std::string_view number, const Digits& digits) {
  double value = 0;
  const auto result = std::from_chars(number.data(), number.data() + number.size(), value);
  if (result.ec != std::errc::result_out_of_range) return value;
  // Too near to zero, or too far from it: the digits in front of the point decide.
  return digits.count + digits.exponent > 0 ? std::numeric_limits<double>::infinity() : 0;
}
#else
/// Without regard to the process's locale, in which the point may be a comma.
double nearest(std::string_view number, const Digits&) {
  static const locale_t c_locale = newlocale(LC_ALL_MASK, "C", nullptr);
  return strtod_l(std::string(number).c_str(), nullptr, c_locale);
}
#endif

double value_of(std::string_view number, const Digits& digits) {
  const int power = digits.exponent;
  // An exact mantissa times or by an exact power is rounded once, hence right.
  if (digits.count <= 19 && digits.mantissa <= kMaxExactMantissa && power >= -kMaxExactPower &&
      power <= kMaxExactPower) {
    const double mantissa = static_cast<double>(digits.mantissa);
    return power < 0 ? mantissa / kPowers[static_cast<std::size_t>(-power)]
                     : mantissa * kPowers[static_cast<std::size_t>(power)];
  }
  return nearest(number, digits);
}

}  // namespace

ParsedNumber parse_json_number(std::string_view text) {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const char* at = begin;
  const bool is_negative = at < end && *at == '-';
  if (is_negative) ++at;
  const char* const unsigned_begin = at;
  Digits digits;
  if (at == end || !is_digit(*at)) return {};
  if (*at == '0') {
    ++at;
  } else {
    while (at < end && is_digit(*at)) digits.add(*at++);
  }
  if (at < end && *at == '.') {
    ++at;
    if (at == end || !is_digit(*at)) return {};
    const char* const fraction = at;
    while (at < end && is_digit(*at)) digits.add(*at++);
    digits.exponent = -static_cast<int>(std::min<std::ptrdiff_t>(at - fraction, std::numeric_limits<int>::max() / 2));
  }
  if (at < end && (*at == 'e' || *at == 'E')) {
    ++at;
    const bool is_small = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+')) ++at;
    if (at == end || !is_digit(*at)) return {};
    constexpr int kFarBeyond = 100'000'000;
    int exponent = 0;
    for (; at < end && is_digit(*at); ++at) exponent = std::min(exponent * 10 + (*at - '0'), kFarBeyond);
    digits.exponent += is_small ? -exponent : exponent;
  }
  const std::string_view number(unsigned_begin, static_cast<std::size_t>(at - unsigned_begin));
  const double value = digits.count == 0 ? 0 : value_of(number, digits);
  return {is_negative ? -value : value, static_cast<std::size_t>(at - begin)};
}

}  // namespace otel_native
