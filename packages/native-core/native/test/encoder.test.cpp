#include <random>

#include "otlp/items-request.hpp"
#include "proto-printer.hpp"
#include "record-builder.hpp"
#include "test.hpp"
#include "traces/span-encoder.hpp"

using namespace otel_native;
using test::ProtoPrinter;
using test::RecordBuilder;

namespace {

std::string encoded(const RecordBuilder& record) {
  StringTable strings;
  ByteBuffer out;
  if (!encode_span(record.data(), record.size(), strings, out)) return "refused";
  return ProtoPrinter::print(out);
}

/// A span of nothing but a name and the attributes that `write` appends.
template <typename Write>
std::string encoded_attributes(std::uint32_t count, Write write) {
  RecordBuilder record;
  record.begin(kRecordTypeSpan, kSpanHeaderBytes).at(kSpanAttributeCountOffset, count);
  record.text("s");
  write(record);
  record.end();
  const std::string all = encoded(record);
  const std::size_t from = all.find("9:");
  const std::size_t to = all.rfind(" 15:");
  return from == std::string::npos || to == std::string::npos ? all : all.substr(from, to - from);
}

/// @param ids_are_texts otherwise the link has its ids as records of earlier versions have them
RecordBuilder full_span(bool ids_are_texts = true) {
  RecordBuilder record;
  record.begin(kRecordTypeSpan, kSpanHeaderBytes);
  record.at<std::uint8_t>(kSpanKindOffset, 3).at<std::uint8_t>(kSpanStatusCodeOffset, 2);
  record.at<std::uint8_t>(kSpanPresenceOffset, static_cast<std::uint8_t>(kSpanPresenceParent | kSpanPresenceTraceState |
                                                                         kSpanPresenceStatusMessage |
                                                                         (ids_are_texts ? kSpanPresenceTextIds : 0)));
  record.at(kSpanStartSecondsOffset, 5.0).at(kSpanEndSecondsOffset, 6.0).at(kSpanStartNanosOffset, 7u);
  record.at(kSpanFlagsOffset, 0x301u).at(kSpanDroppedAttributesOffset, 1u).at(kSpanDroppedEventsOffset, 2u);
  record.at(kSpanDroppedLinksOffset, 3u).at(kSpanAttributeCountOffset, 2u);
  record.at(kSpanEventCountOffset, 1u).at(kSpanLinkCountOffset, 1u);
  record.text("name").text("a=b").text("no luck");
  record.head(kValueTypeString, kStringTagDefine, 0).bytes("key").define(1, "value");
  record.attribute("list", kValueTypeArray).u32(3).head(kValueTypeTrue).head(kValueTypeEmpty);
  record.head(kValueTypeMap).u32(1).head(kValueTypeBytes).bytes("hi");
  record.f64(9).u32(1).text("event").u32(4).u32(1).head(kValueTypeString).known(1);
  if (ids_are_texts) {
    record.text("61616161616161616161616161616161").text("6161616161616161");
  } else {
    for (int i = 0; i < 6; ++i) record.u32(0x61616161);
  }
  record.u32(0x101).text("c=d").u32(5).u32(1).head(kValueTypeDouble).f64(0.5);
  return std::move(record.end());
}

}  // namespace

TEST(the_size_of_a_varint_is_what_is_written) {
  std::uint8_t bytes[10];
  const auto check = [&bytes](std::uint64_t value) {
    CHECK_EQ(varint_size(value), static_cast<std::size_t>(put_varint(bytes, value) - bytes));
  };
  check(0);
  for (int bits = 0; bits < 64; ++bits) {
    check(std::uint64_t{1} << bits);
    check((std::uint64_t{1} << bits) - 1);
  }
  check(~std::uint64_t{0});
}

TEST(ids_of_links_are_texts_or_bytes) { CHECK_EQ(encoded(full_span(true)), encoded(full_span(false))); }

TEST(texts_that_are_no_ids_become_zeros) {
  const auto trace_id = [](std::string_view digits) {
    RecordBuilder record;
    record.begin(kRecordTypeSpan, kSpanHeaderBytes).at(kSpanLinkCountOffset, 1u);
    record.at<std::uint8_t>(kSpanPresenceOffset, kSpanPresenceTextIds).text("s");
    record.text(digits).text("6161616161616161").u32(0).text("").u32(0).u32(0).end();
    const std::string text = encoded(record);
    const std::size_t from = text.find("13:{1:") + 6;
    return text.substr(from, text.find(" 2:", from) - from);
  };
  const std::string all = trace_id("4142434445464748494a4B4c4D4e4F50");
  CHECK_EQ(all, R"("ABCDEFGHIJKLMNOP")");
  CHECK_EQ(trace_id("4142434445464748494a4B4c4D4e4F5061626364"), all);
  CHECK_EQ(trace_id(""), trace_id("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"));
  CHECK_EQ(trace_id("41"), trace_id("41000000000000000000000000000000"));
  CHECK(trace_id("41") != trace_id("4"));
}

TEST(a_span_with_everything) {
  const std::string nul8 = "{malformed}";
  const std::string text = encoded(full_span());
  CHECK(text.find(R"(3:"a=b")") != std::string::npos);
  CHECK(text.find(R"(5:"name" 6:3 7:5000000007 8:6000000000)") != std::string::npos);
  CHECK(text.find(R"(9:{1:"key" 2:{1:"value"}})") != std::string::npos);
  CHECK(text.find(R"(9:{1:"list" 2:{5:{1:{2:1} 1:"" 1:{6:{1:{1:"key" 2:{7:"hi"}}}}}}})") != std::string::npos);
  CHECK(text.find(R"(10:1 11:{1:9000000001 2:"event" 3:{1:"key" 2:{1:"value"}} 4:4} 12:2)") != std::string::npos);
  CHECK(
      text.find(R"(13:{1:"aaaaaaaaaaaaaaaa" 2:"aaaaaaaa" 3:"c=d" 4:{1:"key" 2:{4:4602678819172646912}} 5:5 6:257})") !=
      std::string::npos);
  CHECK(text.find(R"(14:3 15:{2:"no luck" 3:2} 16:769)") != std::string::npos);
}

TEST(numbers_keep_their_kind) {
  const auto number = [](std::uint32_t type, double value) {
    return encoded_attributes(1, [&](RecordBuilder& record) { record.attribute("k", type).f64(value); });
  };
  CHECK_EQ(number(kValueTypeInteger, 4294967296.0), R"(9:{1:"k" 2:{3:4294967296}})");
  CHECK_EQ(number(kValueTypeInteger, -1.0), R"(9:{1:"k" 2:{3:18446744073709551615}})");
  CHECK_EQ(number(kValueTypeInteger, 0x1p63), "refused");
  CHECK_EQ(number(kValueTypeDouble, 0.0), R"(9:{1:"k" 2:{4:0}})");
  CHECK_EQ(encoded_attributes(1, [](RecordBuilder& record) { record.attribute("k", kValueTypeInt32).u32(-2); }),
           R"(9:{1:"k" 2:{3:18446744073709551614}})");
}

TEST(of_a_repeated_key_the_last_value_stands_at_the_first_place) {
  RecordBuilder record;
  record.begin(kRecordTypeSpan, kSpanHeaderBytes).at(kSpanAttributeCountOffset, 4u);
  record.at<std::uint8_t>(kSpanPresenceOffset, kSpanPresenceRepeatedKeys).text("s");
  record.head(kValueTypeInt32, kStringTagDefine, 0).bytes("a").u32(1).attribute("b", kValueTypeString).text("two");
  record.head(kValueTypeTrue).head(kValueTypeString).text("last").end();
  const std::string text = encoded(record);
  CHECK(text.find(R"(9:{1:"a" 2:{1:"last"}} 9:{1:"b" 2:{1:"two"}} 15:)") != std::string::npos);
  CHECK(text.find("2:{2:1}") == std::string::npos);
}

TEST(long_strings_have_long_lengths) {
  const std::string text(300'000, 'x');
  CHECK_EQ(encoded_attributes(1, [&](RecordBuilder& record) { record.attribute("k", kValueTypeString).text(text); }),
           "9:{1:\"k\" 2:{1:\"" + text + "\"}}");
}

TEST(texts_as_v8_holds_them_become_utf8) {
  // Whole protobuf fields, which are found in the bytes of the span.
  const auto has = [](std::uint32_t type, std::string_view bytes, std::string_view field) {
    RecordBuilder record;
    record.begin(kRecordTypeSpan, kSpanHeaderBytes).at(kSpanAttributeCountOffset, 2u).text("s");
    record.attribute("k", type).bytes(bytes);
    record.attribute("l", kValueTypeArray).u32(1).head(type).bytes(bytes).end();
    StringTable strings;
    ByteBuffer out;
    CHECK(encode_span(record.data(), record.size(), strings, out));
    const std::string_view span(reinterpret_cast<const char*>(out.data()), out.size());
    const std::size_t first = span.find(field);
    return first != std::string_view::npos && span.find(field, first + 1) != std::string_view::npos;
  };
  CHECK(has(kValueTypeLatin1, "gr\xfc\xdf", "\x0a\x06grüß"));
  CHECK(has(kValueTypeUtf16, std::string_view("\x92!\0\xd8", 4), "\x0a\x06→\ufffd"));
  CHECK(has(kValueTypeUtf16, "", std::string_view("\x0a\0", 2)));
  CHECK_EQ(encoded_attributes(1, [](RecordBuilder& record) { record.attribute("k", kValueTypeLatin1).u32(1 << 30); }),
           "refused");
}

TEST(references_to_unknown_strings_are_refused) {
  CHECK_EQ(encoded_attributes(1, [](RecordBuilder& record) { record.head(kValueTypeTrue); }), "refused");
  CHECK_EQ(encoded_attributes(
               1, [](RecordBuilder& record) { record.head(kValueTypeTrue, kStringTagDefine, kMaxStrings).bytes("x"); }),
           "refused");
}

TEST(values_that_nest_without_end_are_refused) {
  CHECK_EQ(encoded_attributes(1,
                              [](RecordBuilder& record) {
                                record.attribute("k", kValueTypeArray).u32(1);
                                for (int i = 0; i < 100'000; ++i) record.head(kValueTypeArray).u32(1);
                              }),
           "refused");
}

TEST(a_cut_record_is_refused_and_leaves_nothing) {
  const RecordBuilder whole = full_span();
  for (std::size_t size = 0; size + kRecordAlignment <= whole.size(); ++size) {
    StringTable strings;
    ByteBuffer out;
    out.append("before", 6);
    if (encode_span(whole.data(), size, strings, out)) {
      CHECK_EQ(size, whole.size());
      break;
    }
    CHECK_EQ(out.size(), 6u);
  }
}

TEST(damaged_records_never_read_or_write_outside) {
  std::mt19937 random(1);
  const RecordBuilder whole = full_span();
  std::size_t refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    ByteBuffer damaged;
    damaged.append(whole.data(), whole.size());
    for (std::uint32_t i = 0; i < 1 + random() % 4; ++i) {
      damaged.data()[kRecordHeaderBytes + random() % (damaged.size() - kRecordHeaderBytes)] =
          static_cast<std::uint8_t>(random());
    }
    StringTable strings;
    ByteBuffer out;
    if (!encode_span(damaged.data(), damaged.size(), strings, out)) ++refused;
  }
  CHECK(refused > 1000);
  CHECK(refused < 20'000);
}

TEST(a_request_groups_spans_by_scope) {
  StringTable strings;
  ItemsRequest request(kSpans);
  const auto add = [&](const RecordBuilder& record, auto member) {
    return (request.*member)(record.data(), record.size(), strings);
  };
  CHECK(add(std::move(RecordBuilder().resource()), &ItemsRequest::set_resource));
  CHECK(add(std::move(RecordBuilder().scope(0, "first")), &ItemsRequest::add_scope));
  CHECK(add(std::move(RecordBuilder().scope(1, "second")), &ItemsRequest::add_scope));
  CHECK(add(std::move(RecordBuilder().scope(2, "unused")), &ItemsRequest::add_scope));
  CHECK(!add(std::move(RecordBuilder().scope(9, "not the next")), &ItemsRequest::add_scope));
  CHECK(add(std::move(RecordBuilder().span("one", 0)), &ItemsRequest::add_item));
  CHECK(add(std::move(RecordBuilder().span("two", 1)), &ItemsRequest::add_item));
  CHECK(add(std::move(RecordBuilder().span("three", 0)), &ItemsRequest::add_item));
  CHECK(!add(std::move(RecordBuilder().span("of no scope", 3)), &ItemsRequest::add_item));
  CHECK_EQ(request.item_count(), 3u);
  const std::string text = ProtoPrinter::print(request.cut());
  CHECK(text.find(R"(1:{1:{1:{1:"service.name" 2:{1:"test"}}} 2:{1:{1:"first" 2:"1.0"} 2:{)") == 0);
  CHECK(text.find(R"("one")") < text.find(R"("three")"));
  CHECK(text.find(R"("three")") < text.find(R"(2:{1:{1:"second" 2:"1.0"} 2:{)"));
  CHECK(text.find("unused") == std::string::npos);
  CHECK_EQ(request.item_count(), 0u);
  CHECK(ProtoPrinter::print(request.cut()).find("one") == std::string::npos);
}
