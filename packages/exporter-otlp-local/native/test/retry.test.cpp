#include <set>

#include "retry/backoff.hpp"
#include "retry/retry-after.hpp"
#include "retry/retryable.hpp"
#include "test.hpp"

namespace otel_native::otlp_local {
namespace {

constexpr std::int64_t kNow = 784'111'777;  // Sun, 06 Nov 1994 08:49:37 GMT

std::int64_t date(std::string_view text, std::int64_t now = kNow) { return parse_http_date(text, now).value_or(-1); }

std::int64_t wait_seconds(std::string_view value) {
  const auto nanos = retry_after_nanos(value, kNow);
  return nanos ? static_cast<std::int64_t>(*nanos / 1'000'000'000) : -1;
}

TEST(http_dates_in_all_three_forms) {
  CHECK_EQ(date("Sun, 06 Nov 1994 08:49:37 GMT"), kNow);
  CHECK_EQ(date("Sunday, 06-Nov-94 08:49:37 GMT"), kNow);
  CHECK_EQ(date("Sun Nov  6 08:49:37 1994"), kNow);
  CHECK_EQ(date("Thu, 29 Feb 2024 23:59:60 GMT"), 1'709'251'200);
  CHECK_EQ(date("Thu, 01 Jan 1970 00:00:00 GMT"), 0);
}

TEST(http_dates_of_two_digits_are_at_most_50_years_ahead) {
  constexpr std::int64_t kIn2026 = 1'770'000'000;
  CHECK_EQ(date("Friday, 01-Jan-27 00:00:00 GMT", kIn2026), 1'798'761'600);
  CHECK_EQ(date("Friday, 01-Jan-99 00:00:00 GMT", kIn2026), 915'148'800);
}

TEST(http_dates_that_are_none) {
  for (const char* text :
       {"", "soon", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
        "Sun, 4294967302 Nov 1994 08:49:37 GMT", "a b c d e f g", "Sunday, 06-Nov-1994 08:49:37 GMT"}) {
    CHECK_EQ(date(text), -1);
  }
}

TEST(retry_after_as_seconds_and_as_date) {
  CHECK_EQ(wait_seconds("120"), 120);
  CHECK_EQ(wait_seconds(" 0 "), 0);
  CHECK_EQ(wait_seconds("Sun, 06 Nov 1994 08:50:07 GMT"), 30);
  CHECK_EQ(wait_seconds("Sun, 06 Nov 1994 08:00:00 GMT"), 0);
  CHECK_EQ(wait_seconds("99999999999999999999999"), 604'800);
  CHECK_EQ(wait_seconds("Fri, 31 Dec 9999 23:59:59 GMT"), 604'800);
  for (const char* text : {"", "-1", "1.5", "10s", "soon"}) CHECK_EQ(wait_seconds(text), -1);
}

TEST(backoff_grows_to_its_maximum_within_its_jitter) {
  for (std::uint32_t seed = 1; seed < 200; ++seed) {
    Backoff backoff(seed);
    for (const double nominal : {1e9, 1.5e9, 2.25e9, 3.375e9, 5e9, 5e9, 5e9}) {
      const auto wait = static_cast<double>(backoff.next_nanos());
      CHECK(wait >= nominal * 0.8 - 1);
      CHECK(wait <= std::min(nominal * 1.2, 5e9));
    }
    backoff.reset();
    CHECK(backoff.next_nanos() <= 1'200'000'000);
  }
}

TEST(backoff_differs_between_seeds) {
  std::set<std::uint64_t> waits;
  for (std::uint32_t seed = 1; seed <= 50; ++seed) waits.insert(Backoff(seed).next_nanos());
  CHECK(waits.size() > 40);
}

TEST(only_what_the_specification_lists_is_retryable) {
  std::string retryable;
  for (int status = 100; status < 600; ++status) {
    if (is_retryable_status(status)) retryable += std::to_string(status) + " ";
  }
  CHECK_EQ(retryable, "429 502 503 504 ");
}

}  // namespace
}  // namespace otel_native::otlp_local
