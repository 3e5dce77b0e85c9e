#include "record/transcode.hpp"

#include <array>
#include <random>
#include <string>
#include <vector>

#include "test.hpp"

using namespace otel_native;

namespace {

template <typename Text>
std::string utf8_of(std::string_view bytes) {
  const Text text(bytes);
  const std::size_t size = text.utf8_size();
  // A byte of its own behind the text: nothing may be written there.
  std::string out(size + 1, '#');
  text.write_utf8(reinterpret_cast<std::uint8_t*>(out.data()));
  CHECK_EQ(out.back(), '#');
  out.pop_back();
  return out;
}

std::string utf8_of_units(std::u16string_view units) {
  return utf8_of<Utf16Text>({reinterpret_cast<const char*>(units.data()), units.size() * 2});
}

void put(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  const int following = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  constexpr std::array<std::uint32_t, 4> kLead{0, 0xc0, 0xe0, 0xf0};
  out += static_cast<char>(kLead[static_cast<std::size_t>(following)] | code >> (6 * following));
  for (int i = following - 1; i >= 0; --i) out += static_cast<char>(0x80 | (code >> (6 * i) & 0x3f));
}

/// As the specification of UTF-16 says it, one unit after another.
std::string expected_utf8(std::u16string_view units) {
  std::string out;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::uint32_t unit = units[i];
    const bool is_pair =
        unit >= 0xd800 && unit < 0xdc00 && i + 1 < units.size() && units[i + 1] >= 0xdc00 && units[i + 1] < 0xe000;
    if (is_pair) {
      put(out, 0x10000 + (unit - 0xd800) * 0x400 + (units[++i] - 0xdc00u));
    } else {
      put(out, unit >= 0xd800 && unit < 0xe000 ? 0xfffd : unit);
    }
  }
  return out;
}

}  // namespace

TEST(latin1_becomes_utf8) {
  CHECK_EQ(utf8_of<Latin1Text>(""), "");
  CHECK_EQ(utf8_of<Latin1Text>("all is ASCII"), "all is ASCII");
  CHECK_EQ(utf8_of<Latin1Text>("gr\xfc\xdf"), "grüß");
  CHECK_EQ(utf8_of<Latin1Text>(std::string_view("\0\x7f\x80\xff", 4)), std::string_view("\0\x7f\xc2\x80\xc3\xbf", 6));
}

TEST(utf16_becomes_utf8) {
  CHECK_EQ(utf8_of_units(u""), "");
  CHECK_EQ(utf8_of_units(u"all is ASCII"), "all is ASCII");
  CHECK_EQ(utf8_of_units(u"\u007f\u0080\u07ff\u0800\ufffd\uffff"), "\u007f\u0080\u07ff\u0800\ufffd\uffff");
  CHECK_EQ(utf8_of_units(u"a→b → grüß 漢字 🎉"), "a→b → grüß 漢字 🎉");
  CHECK_EQ(utf8_of_units(u"\U00010000\U0010ffff"), "\U00010000\U0010ffff");
}

TEST(a_surrogate_without_a_partner_becomes_the_replacement_character) {
  const std::u16string high(1, 0xd83c);
  const std::u16string low(1, 0xdf89);
  CHECK_EQ(utf8_of_units(high), "\ufffd");
  CHECK_EQ(utf8_of_units(low), "\ufffd");
  CHECK_EQ(utf8_of_units(u"abcd" + high), "abcd\ufffd");
  CHECK_EQ(utf8_of_units(low + high), "\ufffd\ufffd");
  CHECK_EQ(utf8_of_units(high + high + low + low), "\ufffd🎉\ufffd");
  CHECK_EQ(utf8_of_units(high + u"x" + low), "\ufffdx\ufffd");
}

TEST(half_a_unit_is_ignored) { CHECK_EQ(utf8_of<Utf16Text>(std::string_view("a\0b", 3)), "a"); }

TEST(random_units_become_what_one_after_the_other_becomes) {
  std::mt19937 random(7);
  // Ends of the ranges, and what lies between them.
  const std::vector<std::uint16_t> edges{0,      0x7f,   0x80,   0xff,   0x7ff,  0x800,  0xd7ff,
                                         0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xfffd, 0xffff};
  for (int round = 0; round < 20'000; ++round) {
    std::u16string units;
    const std::size_t count = random() % 40;
    for (std::size_t i = 0; i < count; ++i) {
      const bool is_edge = random() % 3 == 0;
      units += static_cast<char16_t>(is_edge ? edges[random() % edges.size()] : 'a' + random() % 26);
    }
    CHECK_EQ(utf8_of_units(units), expected_utf8(units));
    std::u16string latin1;
    std::string bytes;
    for (const char16_t unit : units) {
      latin1 += static_cast<char16_t>(unit & 0xff);
      bytes += static_cast<char>(unit & 0xff);
    }
    CHECK_EQ(utf8_of<Latin1Text>(bytes), expected_utf8(latin1));
  }
}
