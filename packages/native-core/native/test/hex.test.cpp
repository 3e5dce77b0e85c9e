#include "record/hex.hpp"

#include <array>
#include <string>

#include "test.hpp"

using namespace otel_native;

namespace {

/// Eight bytes, and one behind them that must stay.
using Bytes = std::array<std::uint8_t, 9>;

Bytes bytes_of(std::string_view digits) {
  Bytes bytes;
  bytes.fill(0x99);
  parse_hex(digits, bytes.data(), 8);
  return bytes;
}

/// The same, one digit after the other.
Bytes expected_of(std::string_view digits) {
  Bytes bytes;
  bytes.fill(0x99);
  for (std::size_t i = 0; i < 8; ++i) {
    const auto digit = [&](std::size_t at) { return at < digits.size() ? hex_digit(digits[at]) : 0; };
    bytes[i] = static_cast<std::uint8_t>(16 * digit(2 * i) + digit(2 * i + 1));
  }
  return bytes;
}

}  // namespace

TEST(hex_digits_of_both_cases_become_bytes) {
  CHECK(bytes_of("0123456789abCDeF") == (Bytes{0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x99}));
}

TEST(hex_digits_that_are_missing_count_as_zero_and_further_ones_are_ignored) {
  const std::string_view digits = "fedcba98765432100f";
  for (std::size_t length = 0; length <= digits.size(); ++length) {
    CHECK(bytes_of(digits.substr(0, length)) == expected_of(digits.substr(0, length)));
  }
}

TEST(hex_bytes_that_are_no_digits_count_as_zero) {
  for (std::size_t at = 0; at < 16; ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string digits = "fedcBA9876543210";
      digits[at] = static_cast<char>(byte);
      CHECK(bytes_of(digits) == expected_of(digits));
    }
  }
}

TEST(hex_digit_is_the_value_of_digits_alone) {
  constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  for (int byte = 0; byte < 256; ++byte) {
    const std::size_t at = kDigits.find(static_cast<char>(byte));
    CHECK_EQ(std::size_t{hex_digit(static_cast<char>(byte))}, at == std::string_view::npos ? 0 : at < 16 ? at : at - 6);
  }
}
