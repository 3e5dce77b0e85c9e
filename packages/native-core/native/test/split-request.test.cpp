#include "export/split-request.hpp"

#include <otel_native/exporter.h>

#include <string>
#include <string_view>
#include <vector>

#include "export/item-description.hpp"
#include "proto-printer.hpp"
#include "request-builder.hpp"
#include "test.hpp"

using namespace otel_native;
using test::field;
using test::item;
using test::ProtoPrinter;
using test::varint;

namespace {

constexpr std::uint32_t kTraces = OTEL_NATIVE_SIGNAL_TRACES;
constexpr std::uint32_t kMetrics = OTEL_NATIVE_SIGNAL_METRICS;
constexpr std::uint32_t kLogs = OTEL_NATIVE_SIGNAL_LOGS;

ByteSpan span_of(const std::string& bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}
ByteSpan span_of(const ByteBuffer& bytes) { return {bytes.data(), bytes.size()}; }

/// Shows both halves, each with its number of items.
std::string split(std::uint32_t signal, const std::string& request, SplitBy by = SplitBy::kItems) {
  const auto halves = split_request(signal, span_of(request), by);
  if (!halves) return "no split";
  const auto shown = [](const SplitRequest::Half& half) {
    return std::to_string(half.item_count) + " in " + ProtoPrinter::print(half.request);
  };
  return shown(halves->first) + " | " + shown(halves->second);
}

}  // namespace

TEST(split_repeats_the_resource_the_scope_and_their_other_fields) {
  const std::string scope = field(1, "scope") + item("a") + item("b") + field(3, "url") + varint(9, 7);
  const std::string request = field(1, field(1, "res") + field(2, scope) + field(3, "rurl")) + varint(15, 5);
  const std::string half = "1:{1:\"res\" 2:{1:\"scope\" 2:\"";
  const std::string end = "\" 3:\"url\" 9:7} 3:\"rurl\"} 15:5";
  for (const std::uint32_t signal : {kTraces, kLogs}) {
    CHECK_EQ(split(signal, request), "1 in " + half + "a" + end + " | 1 in " + half + "b" + end);
  }
}

TEST(split_leaves_out_scopes_and_resources_that_a_half_has_no_item_of) {
  const std::string one = field(1, field(1, "r1") + field(2, field(1, "s1") + item("a")));
  const std::string two = field(
      1, field(1, "r2") + field(2, field(1, "s2") + item("b")) + field(2, field(1, "s3") + item("c") + item("d")));
  CHECK_EQ(split(kTraces, one + two),
           "2 in 1:{1:\"r1\" 2:{1:\"s1\" 2:\"a\"}} 1:{1:\"r2\" 2:{1:\"s2\" 2:\"b\"}} | "
           "2 in 1:{1:\"r2\" 2:{1:\"s3\" 2:\"c\" 2:\"d\"}}");
}

TEST(split_by_items_halves_their_number_and_by_bytes_their_size) {
  const std::string large(300, 'x');
  const std::string request = field(1, field(2, item("a") + item("b") + item(large) + item("c") + item("d")));
  const std::string shown_large = "2:\"" + large + "\"";
  CHECK_EQ(split(kTraces, request), "2 in 1:{2:{2:\"a\" 2:\"b\"}} | 3 in 1:{2:{" + shown_large + " 2:\"c\" 2:\"d\"}}");
  CHECK_EQ(split(kTraces, request, SplitBy::kBytes),
           "2 in 1:{2:{2:\"a\" 2:\"b\"}} | 3 in 1:{2:{" + shown_large + " 2:\"c\" 2:\"d\"}}");
  CHECK_EQ(split(kTraces, field(1, field(2, item(large) + item("c") + item("d"))), SplitBy::kBytes),
           "1 in 1:{2:{" + shown_large + "}} | 2 in 1:{2:{2:\"c\" 2:\"d\"}}");
  CHECK_EQ(split(kTraces, field(1, field(2, item("a") + item("b") + item(large))), SplitBy::kBytes),
           "2 in 1:{2:{2:\"a\" 2:\"b\"}} | 1 in 1:{2:{" + shown_large + "}}");
}

TEST(split_of_metrics_counts_data_points_and_repeats_the_metric) {
  const std::string points = field(1, "p1") + field(1, "p2") + field(1, "p3");
  const std::string metric = field(1, "name") + field(3, "unit") + field(7, points + varint(2, 2) + varint(3, 1));
  const std::string gauge = field(1, "gauge") + field(5, field(1, "p4"));
  const std::string request = field(1, field(1, "res") + field(2, field(2, metric) + field(2, gauge)));
  const std::string head = "1:{1:\"res\" 2:{2:{1:\"name\" 3:\"unit\" 7:{";
  CHECK_EQ(split(kMetrics, request), "2 in " + head + "1:\"p1\" 1:\"p2\" 2:2 3:1}}}} | 2 in " + head +
                                         "1:\"p3\" 2:2 3:1}} 2:{1:\"gauge\" 5:{1:\"p4\"}}}}");
}

TEST(split_of_metrics_knows_every_kind_of_data) {
  for (const std::uint32_t kind : {5u, 7u, 9u, 10u, 11u}) {
    const std::string metric = field(1, "n") + field(kind, field(1, "p") + field(1, "q"));
    const std::string head = "1 in 1:{2:{2:{1:\"n\" " + std::to_string(kind) + ":{1:\"";
    CHECK_EQ(split(kMetrics, field(1, field(2, field(2, metric)))), head + "p\"}}}} | " + head + "q\"}}}}");
  }
  // Neither is a kind of data.
  for (const std::uint32_t number : {4u, 12u}) {
    const std::string metric = field(1, "n") + field(number, field(1, "p") + field(1, "q"));
    CHECK_EQ(split(kMetrics, field(1, field(2, field(2, metric)))), "no split");
  }
}

TEST(split_needs_two_items_and_a_known_signal) {
  CHECK_EQ(split(kTraces, ""), "no split");
  CHECK_EQ(split(kTraces, field(1, field(1, "res") + field(2, item("a")))), "no split");
  const std::string request = field(1, field(2, item("a") + item("b")));
  CHECK_EQ(split(0, request), "no split");
  CHECK_EQ(split(4, request), "no split");
}

TEST(split_refuses_every_request_that_is_cut_off_or_broken) {
  const std::string request = field(1, field(1, "res") + field(2, item("a") + item(std::string(200, 'b')) + item("c")));
  for (std::size_t size = 0; size < request.size(); ++size) {
    // A copy of that size, so that AddressSanitizer sees a read past its end.
    const std::vector<std::uint8_t> cut(request.begin(), request.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK(!split_request(kTraces, cut, SplitBy::kItems));
  }
  const std::string items = item("a") + item("b");
  const std::string endless(11, '\x80');
  for (const std::string& broken : {std::string("\x0b"), std::string("\x02"), std::string("\x08"), "\x0a" + endless,
                                    endless, std::string("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")}) {
    CHECK_EQ(split(kTraces, field(1, field(2, items + broken))), "no split");
    CHECK_EQ(split(kTraces, field(1, field(2, items)) + broken), "no split");
  }
}

TEST(split_treats_a_field_of_another_wire_type_as_unknown) {
  const std::string scope = item("a") + varint(2, 9) + item("b");
  CHECK_EQ(split(kTraces, field(1, field(2, scope))), "1 in 1:{2:{2:\"a\" 2:9}} | 1 in 1:{2:{2:9 2:\"b\"}}");
}

TEST(split_halves_are_not_larger_than_the_whole_and_hold_no_spare_memory) {
  std::string items;
  for (int i = 0; i < 100; ++i) items += item(std::string(100, 'i'));
  const std::string request = field(1, field(1, "res") + field(2, items));
  const auto halves = split_request(kTraces, span_of(request), SplitBy::kItems);
  CHECK(halves.has_value());
  if (!halves) return;
  for (const auto* half : {&halves->first, &halves->second}) {
    CHECK_EQ(half->item_count, 50u);
    CHECK(half->request.size() < request.size());
    CHECK_EQ(half->request.capacity(), half->request.size());
  }
}

TEST(split_isolates_one_of_512_items_in_nine_steps) {
  std::string items;
  for (int i = 0; i < 512; ++i) items += item("item " + std::to_string(i));
  const std::string wanted = item("item 301");
  const auto holds = [&](const ByteBuffer& request) {
    return std::string_view(reinterpret_cast<const char*>(request.data()), request.size()).find(wanted) !=
           std::string_view::npos;
  };
  const std::string scopes = field(2, items);
  ByteBuffer request;
  request.append(field(1, scopes).data(), field(1, scopes).size());
  int steps = 0;
  while (auto halves = split_request(kTraces, span_of(request), SplitBy::kItems)) {
    ++steps;
    request = std::move(holds(halves->first.request) ? halves->first.request : halves->second.request);
  }
  CHECK_EQ(steps, 9);
  CHECK_EQ(ProtoPrinter::print(request), "1:{2:{2:\"item 301\"}}");
}

TEST(split_puts_four_ninths_of_the_items_first) {
  std::string items = item("0");
  std::string sizes;
  for (int count = 2; count <= 10; ++count) {
    items += item(std::to_string(count));
    const std::string request = field(1, field(2, items));
    const auto halves = split_request(kTraces, span_of(request), SplitBy::kFewerFirst);
    CHECK(halves.has_value());
    if (!halves) return;
    sizes += std::to_string(halves->first.item_count) + "+" + std::to_string(halves->second.item_count) + " ";
  }
  CHECK_EQ(sizes, "1+1 1+2 2+2 2+3 3+3 3+4 4+4 4+5 4+6 ");
}

TEST(the_description_of_a_span_has_its_name_trace_and_size) {
  const std::string span = field(1, std::string(15, '\xab') + '\x01') + field(2, "spanid00") + field(5, "GET\n/cart");
  CHECK_EQ(describe_item(kTraces, span_of(field(1, field(1, "res") + field(2, item(span))))),
           "span \"GET /cart\" of trace ababababababababababababababab01, 39 bytes");
}

TEST(the_description_of_a_data_point_has_the_name_of_its_metric) {
  const std::string empty = field(1, "empty") + field(5, "");
  const std::string metric = field(1, "http.server.duration") + field(9, field(1, "point"));
  CHECK_EQ(describe_item(kMetrics, span_of(field(1, field(2, field(2, empty) + field(2, metric))))),
           "data point \"http.server.duration\", 5 bytes");
}

TEST(the_description_of_a_log_record_has_the_name_of_its_event) {
  CHECK_EQ(describe_item(kLogs, span_of(field(1, field(2, item(field(12, "user.login")))))),
           "log record \"user.login\", 12 bytes");
  CHECK_EQ(describe_item(kLogs, span_of(field(1, field(2, item(varint(2, 9)))))), "log record, 2 bytes");
}

TEST(the_description_cuts_long_names_between_characters) {
  const std::string name = std::string(99, 'n') + "é and more";
  CHECK_EQ(describe_item(kTraces, span_of(field(1, field(2, item(field(5, name)))))),
           "span \"" + std::string(99, 'n') + "…\", 112 bytes");
}

TEST(the_description_of_bytes_that_are_no_request_is_the_word_for_an_item) {
  CHECK_EQ(describe_item(kTraces, span_of(std::string("\xff\xff"))), "span");
  CHECK_EQ(describe_item(kTraces, span_of(std::string())), "span");
  CHECK_EQ(describe_item(9, span_of(std::string())), "item");
}
