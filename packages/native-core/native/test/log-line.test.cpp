#include <string>

#include "logs/log-line-encoder.hpp"
#include "logs/log-record-encoder.hpp"
#include "otlp/items-request.hpp"
#include "proto-printer.hpp"
#include "record-builder.hpp"
#include "test.hpp"

using namespace otel_native;
using test::ProtoPrinter;
using test::RecordBuilder;

namespace {

constexpr std::uint32_t kNone = 0xffffffff;

struct Line {
  std::string json;
  std::uint32_t time = kLineTimeMillis;
  std::uint32_t attributes = kNone;
  std::uint32_t length = kNone;
  std::uint32_t depth = kNone;
  std::uint32_t nodes = kNone;
  std::uint32_t bytes = kNone;
};

RecordBuilder record_of(const Line& line) {
  RecordBuilder record;
  record.begin(kRecordTypeLogLine, kLogLineHeaderBytes).at(kLogLineWrittenMillisOffset, 1000.0);
  record.at<std::uint8_t>(kLogLineTimeOffset, static_cast<std::uint8_t>(line.time));
  record.at(kLogLineAttributeCountLimitOffset, line.attributes).at(kLogLineValueLengthLimitOffset, line.length);
  record.at(kLogLineValueDepthLimitOffset, line.depth).at(kLogLineValueNodeLimitOffset, line.nodes);
  record.at(kLogLineValueByteLimitOffset, line.bytes);
  record.bytes("").bytes("msg").bytes("err").text(line.json);
  return std::move(record.end());
}

ItemNotes last_notes;

/// The record without its times, if these are those of the writing.
std::string encoded(const Line& line) {
  const RecordBuilder record = record_of(line);
  ByteBuffer out;
  last_notes = {};
  StringTable strings;
  if (!encode_log_line(record.data(), record.size(), strings, out, last_notes)) return "refused";
  const std::string text = ProtoPrinter::print(out);
  const std::string times = "1:1000000000 11:1000000000";
  const std::size_t at = text.find(times);
  if (at == std::string::npos) return text;
  const std::size_t from = at > 3 ? at - 1 : at;
  return text.substr(0, from) + text.substr(at + times.size());
}

/// What becomes of a value.
std::string value(const std::string& json) { return encoded({R"({"k":)" + json + "}"}); }
std::string as_value(const std::string& printed) { return R"(2:{6:{1:"k" 2:)" + printed + "}}"; }
bool is_bad(const std::string& json) {
  encoded({json});
  return last_notes.unparsed == 1;
}

}  // namespace

TEST(the_fields_of_a_line_become_a_log_record) {
  CHECK_EQ(encoded({R"({"level":30,"time":1700000000123,"pid":1,"hostname":"h","trace_id":"a","span_id":"b",)"
                    R"("trace_flags":"01","items":3,"otel.event.name":"order.placed","msg":"placed"})"
                    "\n"}),
           R"(2:{6:{1:"items" 2:{3:3}} 5:{1:"placed"} 12:"order.placed" 1:1700000000123000000 )"
           R"(11:1700000000123000000})");
}

TEST(numbers_are_those_of_javascript) {
  CHECK_EQ(value("1"), as_value("{3:1}"));
  CHECK_EQ(value("1.0"), as_value("{3:1}"));
  CHECK_EQ(value("1e2"), as_value("{3:100}"));
  CHECK_EQ(value("-0"), as_value("{3:0}"));
  CHECK_EQ(value("0.0e-5"), as_value("{3:0}"));
  CHECK_EQ(value("9007199254740993"), as_value("{3:9007199254740992}"));
  CHECK_EQ(value("123456789012345678901"), value("123456789012345680000"));
  CHECK_EQ(value("-9223372036854775808"), as_value("{3:9223372036854775808}"));
  CHECK_EQ(value("9223372036854775295"), as_value("{3:9223372036854774784}"));
  for (const char* big : {"9223372036854775807", "9223372036854775808", "1e21", "1e400", "-1e400"}) {
    CHECK(value(big).find("{4:") != std::string::npos);
  }
  CHECK_EQ(value("1e-400"), as_value("{3:0}"));
  CHECK_EQ(value("1e400"), value("1e999999999999999999999"));
  CHECK_EQ(value("0.1"), value("0.1000000000000000055511151231257827021181583404541015625"));
}

TEST(json_that_parse_refuses_is_the_body) {
  for (const char* bad : {"",
                          " ",
                          "{",
                          "{}x",
                          "{\"a\"}",
                          "{\"a\":}",
                          "{\"a\":1,}",
                          "[1,]",
                          "{,}",
                          "{\"a\":01}",
                          "{\"a\":1.}",
                          "{\"a\":.5}",
                          "{\"a\":+1}",
                          "{\"a\":1e}",
                          "{\"a\":tru}",
                          "{\"a\":nul}",
                          "{\"a\":\"\\x\"}",
                          "{\"a\":\"\\u12g4\"}",
                          "{\"a\":\"\t\"}",
                          "{'a':1}",
                          "{\"a\":NaN}",
                          "null",
                          "\xef\xbb\xbf{}",
                          "{\"a\":\"\\",
                          "{\"a\":[}",
                          "{\"a\":[1}"}) {
    if (!is_bad(bad)) CHECK_EQ(bad, "refused");
  }
  for (const char* good : {"{}", " {\"a\" : [ ] } \r\n", "{\"a\":\"\x7f\"}", "[1,2]", "5", "\"text\""}) {
    if (is_bad(good)) CHECK_EQ(good, "accepted");
  }
  CHECK_EQ(encoded({"no json\r\n"}), R"(2:{5:{1:"no json"}})");
}

TEST(a_line_that_is_no_object_becomes_attributes) {
  CHECK_EQ(encoded({"5"}), R"(2:{6:{1:"data" 2:{3:5}}})");
  CHECK_EQ(encoded({"[true]"}), R"(2:{6:{1:"0" 2:{2:1}}})");
}

TEST(of_two_fields_with_one_name_the_last_counts) {
  CHECK_EQ(encoded({R"({"a":1,"b":2,"a":3,"msg":"one","msg":"two"})"}),
           R"(2:{6:{1:"b" 2:{3:2}} 6:{1:"a" 2:{3:3}} 5:{1:"two"}})");
  CHECK_EQ(value(R"({"x":1,"\u0078":[2]})"), as_value(R"({6:{1:{1:"x" 2:{5:{1:{3:2}}}}}})"));
  std::string many = R"({"k0":"first")";
  for (int i = 0; i < 100; ++i) many += ",\"k" + std::to_string(i % 50) + "\":" + std::to_string(i);
  const std::string printed = encoded({many + "}"});
  CHECK(printed.find("first") == std::string::npos);
  CHECK(printed.find(R"(6:{1:"k0" 2:{3:50}})") != std::string::npos);
  CHECK(printed.find(R"(6:{1:"k49" 2:{3:99}})") != std::string::npos);
  CHECK(printed.find("{3:49}") == std::string::npos);
}

TEST(attributes_beyond_the_limit_are_dropped_and_counted) {
  CHECK_EQ(encoded({.json = R"({"a":1,"b":2,"a":3,"c":4,"d":5})", .attributes = 2}),
           R"(2:{6:{1:"b" 2:{3:2}} 6:{1:"a" 2:{3:3}} 7:2})");
  CHECK_EQ(encoded({.json = R"({"a":1,"err":"no","msg":"m"})", .attributes = 1}),
           R"(2:{6:{1:"a" 2:{3:1}} 7:1 5:{1:"m"}})");
  CHECK_EQ(encoded({.json = R"({"a":1})", .attributes = 0}), "2:{7:1}");
}

TEST(long_texts_are_cut_to_utf_16_units_but_not_the_body) {
  CHECK_EQ(encoded({.json = R"({"a":"12345","msg":"12345"})", .length = 3}),
           R"(2:{6:{1:"a" 2:{1:"123"}} 5:{1:"12345"}})");
  ByteBuffer scratch;
  CHECK_EQ(encoded({.json = "{\"a\":\"\\ud83d\\ude00x\"}", .length = 1}), encoded({.json = "{\"a\":\"\\ud83d\"}"}));
}

TEST(lone_surrogates_are_replaced_and_pairs_joined) {
  CHECK_EQ(value(R"("\ud83d\ude00")"), value("\"\xf0\x9f\x98\x80\""));
  CHECK_EQ(value(R"("\ude00\ud83d")"), value("\"\xef\xbf\xbd\xef\xbf\xbd\""));
  CHECK_EQ(value(R"("\ud83d\u0041")"), value("\"\xef\xbf\xbd"
                                             "A\""));
  CHECK_EQ(value(R"("\u0041\u00e9\u20ac")"), value("\"A\xc3\xa9\xe2\x82\xac\""));
  CHECK_EQ(value(R"("a\"b\\c\/d")"), as_value(R"({1:"a"b\c/d"})"));
}

TEST(deep_values_are_cut_and_counted_once_each) {
  const std::string deep(10'000, '[');
  const std::string line = R"({"a":)" + deep + std::string(10'000, ']') + R"(,"b":1})";
  CHECK(encoded({line}).find(R"(6:{1:"b" 2:{3:1}})") != std::string::npos);
  CHECK_EQ(last_notes.cut_values, 1u);
  CHECK(is_bad(R"({"a":)" + deep + "}"));
  CHECK_EQ(encoded({.json = R"({"a":{"b":[1]}})", .depth = 1}), R"(2:{6:{1:"a" 2:{6:{1:{1:"b" 2:""}}}}})");
}

TEST(elements_and_bytes_of_a_value_are_limited) {
  CHECK_EQ(encoded({.json = R"({"a":[1,2,3],"b":4})", .nodes = 2}),
           R"(2:{6:{1:"a" 2:{5:{1:{3:1} 1:{3:2}}}} 6:{1:"b" 2:{3:4}}})");
  CHECK_EQ(last_notes.cut_values, 1u);
  CHECK_EQ(encoded({.json = R"({"a":{"key":"text"}})", .bytes = 5}), R"(2:{6:{1:"a" 2:{6:{1:{1:"key" 2:{1:"te"}}}}}})");
  CHECK_EQ(last_notes.cut_values, 1u);
}

TEST(an_error_becomes_the_attributes_of_an_exception) {
  CHECK_EQ(encoded({R"({"err":{"type":"TypeError","message":"no","stack":"at x"}})"}),
           R"(2:{6:{1:"exception.type" 2:{1:"TypeError"}} 6:{1:"exception.message" 2:{1:"no"}} )"
           R"(6:{1:"exception.stacktrace" 2:{1:"at x"}}})");
  CHECK_EQ(encoded({R"({"err":{"type":"E","name":"N","code":42}})"}), R"(2:{6:{1:"exception.type" 2:{1:"42"}}})");
  CHECK_EQ(encoded({R"({"err":{"type":"E","name":"N","code":0}})"}), R"(2:{6:{1:"exception.type" 2:{1:"N"}}})");
  CHECK_EQ(encoded({R"({"err":"lost","exception.message":"own"})"}), R"(2:{6:{1:"exception.message" 2:{1:"own"}}})");
  CHECK_EQ(encoded({R"({"err":1.50})"}), R"(2:{6:{1:"exception.message" 2:{1:"1.50"}}})");
  for (const char* none : {"null", "true", "[]", "{}"})
    CHECK_EQ(encoded({R"({"err":)" + std::string(none) + "}"}), "2:{}");
}

TEST(times_are_read_as_the_logger_prints_them) {
  const auto time_of = [](std::uint32_t kind, const std::string& time) {
    const std::string text = encoded({.json = R"({"time":)" + time + "}", .time = kind});
    return text.substr(0, text.find(" 11:"));
  };
  CHECK_EQ(time_of(kLineTimeMillis, "1700000000123.4567"), "2:{1:1700000000123456787");
  CHECK_EQ(time_of(kLineTimeMillis, "\" 5 \""), "2:{1:5000000");
  CHECK_EQ(time_of(kLineTimeMillis, "null"), "2:{1:0");
  CHECK_EQ(time_of(kLineTimeSeconds, "17"), "2:{1:17000000000");
  CHECK_EQ(time_of(kLineTimeIso, "\"2024-05-17T22:03:25.969Z\""), "2:{1:1715983405969000000");
  CHECK_EQ(time_of(kLineTimeIso, "\"2024-05-17T22:03:25+01:30\""), "2:{1:1715978005000000000");
  CHECK_EQ(time_of(kLineTimeIso, "\"2024-02-30\""), "2:{1:1709251200000000000");
  CHECK_EQ(time_of(kLineTimeNone, "5"), "2:{}");
  CHECK_EQ(time_of(kLineTimeMillis, "\"x\""), R"(2:{6:{1:"time" 2:{1:"x"}}})");
  CHECK_EQ(time_of(kLineTimeUnknown, "5"), R"(2:{6:{1:"time" 2:{3:5}}})");
  CHECK_EQ(time_of(kLineTimeIso, "\"2024-05-17T22:03\""), R"(2:{6:{1:"time" 2:{1:"2024-05-17T22:03"}}})");
}

TEST(a_cut_line_record_is_refused_and_leaves_nothing) {
  const RecordBuilder whole = record_of({R"({"a":1,"msg":"text"})"});
  for (std::size_t size = 0; size + kRecordAlignment <= whole.size(); ++size) {
    ByteBuffer out;
    ItemNotes notes;
    StringTable strings;
    CHECK(!encode_log_line(whole.data(), size, strings, out, notes));
    CHECK_EQ(out.size(), 0u);
  }
}

TEST(every_prefix_of_a_line_is_text) {
  const std::string whole = R"({"a":[1,{"b":"\u00e9\n"}],"c":-1.5e3,"err":{"stack":"x"},"d":null,"e":false})";
  CHECK(!is_bad(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK(is_bad(whole.substr(0, size)));
}

TEST(a_request_has_lines_and_log_records) {
  StringTable strings;
  ItemsRequest request(kLogRecords);
  const auto add = [&](const RecordBuilder& record, auto member) {
    return (request.*member)(record.data(), record.size(), strings);
  };
  CHECK(add(std::move(RecordBuilder().scope(0, "shop")), &ItemsRequest::add_scope));
  CHECK(add(std::move(RecordBuilder().log("one")), &ItemsRequest::add_item));
  CHECK(add(record_of({"two"}), &ItemsRequest::add_item));
  CHECK_EQ(request.item_count(), 2u);
  CHECK_EQ(request.take_notes().unparsed, 1u);
  CHECK_EQ(request.take_notes().unparsed, 0u);
}
