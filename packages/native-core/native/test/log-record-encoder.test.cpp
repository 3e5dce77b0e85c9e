#include "logs/log-record-encoder.hpp"

#include <random>

#include "otlp/items-request.hpp"
#include "proto-printer.hpp"
#include "record-builder.hpp"
#include "test.hpp"

using namespace otel_native;
using test::ProtoPrinter;
using test::RecordBuilder;

namespace {

std::string encoded(const RecordBuilder& record) {
  StringTable strings;
  ByteBuffer out;
  if (!encode_log_record(record.data(), record.size(), strings, out)) return "refused";
  return ProtoPrinter::print(out);
}

RecordBuilder& begin_log(RecordBuilder& record, std::uint32_t presence) {
  return record.begin(kRecordTypeLog, kLogHeaderBytes)
      .at<std::uint8_t>(kLogPresenceOffset, static_cast<std::uint8_t>(presence));
}

RecordBuilder full_log() {
  RecordBuilder record;
  begin_log(record, kLogPresenceSpanContext | kLogPresenceSeverityText | kLogPresenceEventName | kLogPresenceBody);
  record.at<std::uint8_t>(kLogTraceFlagsOffset, 1).at(kLogSeverityNumberOffset, 9u);
  for (std::size_t i = 0; i < 16; i += 4) record.at(kLogTraceIdOffset + i, 0x61616161u);
  for (std::size_t i = 0; i < 8; i += 4) record.at(kLogSpanIdOffset + i, 0x62626262u);
  record.at(kLogTimeSecondsOffset, 5.0).at(kLogTimeNanosOffset, 7u);
  record.at(kLogObservedSecondsOffset, 6.0).at(kLogObservedNanosOffset, 8u);
  record.at(kLogDroppedAttributesOffset, 3u).at(kLogAttributeCountOffset, 2u);
  record.text("INFO").text("order.placed");
  record.head(kValueTypeMap).u32(1).attribute("message", kValueTypeString).text("hello");
  record.head(kValueTypeString, kStringTagDefine, 0).bytes("key").define(1, "value");
  record.attribute("list", kValueTypeArray).u32(2).head(kValueTypeTrue).head(kValueTypeEmpty);
  return std::move(record.end());
}

}  // namespace

TEST(a_log_record_with_everything) {
  CHECK_EQ(encoded(full_log()),
           R"(2:{1:5000000007 2:9 3:"INFO" 5:{6:{1:{1:"message" 2:{1:"hello"}}}} 6:{1:"key" 2:{1:"value"}} )"
           R"(6:{1:"list" 2:{5:{1:{2:1} 1:""}}} 7:3 8:1 9:"aaaaaaaaaaaaaaaa" 10:"bbbbbbbb" 11:6000000008 )"
           R"(12:"order.placed"})");
}

TEST(a_log_record_with_nothing_has_its_times_alone) {
  RecordBuilder record;
  begin_log(record, 0).at(kLogTimeSecondsOffset, 1.0).at(kLogObservedSecondsOffset, 2.0);
  CHECK_EQ(encoded(record.end()), "2:{1:1000000000 11:2000000000}");
}

TEST(a_body_may_be_present_and_empty) {
  RecordBuilder record;
  begin_log(record, kLogPresenceBody).head(kValueTypeEmpty);
  CHECK_EQ(encoded(record.end()), R"(2:{1:0 5:"" 11:0})");
}

TEST(a_severity_below_zero_has_64_bits) {
  RecordBuilder record;
  begin_log(record, 0).at(kLogSeverityNumberOffset, static_cast<std::uint32_t>(-1));
  CHECK_EQ(encoded(record.end()), "2:{1:0 2:18446744073709551615 11:0}");
}

TEST(a_cut_log_record_is_refused_and_leaves_nothing) {
  const RecordBuilder whole = full_log();
  for (std::size_t size = 0; size + kRecordAlignment <= whole.size(); ++size) {
    StringTable strings;
    ByteBuffer out;
    out.append("before", 6);
    CHECK(!encode_log_record(whole.data(), size, strings, out));
    CHECK_EQ(out.size(), 6u);
  }
}

TEST(damaged_log_records_never_read_or_write_outside) {
  std::mt19937 random(1);
  const RecordBuilder whole = full_log();
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
    if (!encode_log_record(damaged.data(), damaged.size(), strings, out)) ++refused;
  }
  CHECK(refused > 1000);
  CHECK(refused < 20'000);
}

TEST(a_request_of_log_records_has_the_attributes_of_their_scope) {
  StringTable strings;
  ItemsRequest request(kLogRecords);
  const auto add = [&](const RecordBuilder& record, auto member) {
    return (request.*member)(record.data(), record.size(), strings);
  };
  RecordBuilder scope;
  scope.begin(kRecordTypeScope, kScopeHeaderBytes).at(kScopeAttributeCountOffset, 1u);
  scope.at(kScopeDroppedAttributesOffset, 2u).text("shop").text("").text("");
  scope.attribute("tenant", kValueTypeString).text("a").end();
  CHECK(add(std::move(RecordBuilder().resource()), &ItemsRequest::set_resource));
  CHECK(add(scope, &ItemsRequest::add_scope));
  CHECK(add(std::move(RecordBuilder().log("one")), &ItemsRequest::add_item));
  CHECK(!add(std::move(RecordBuilder().log("of no scope", 1)), &ItemsRequest::add_item));
  const std::string text = ProtoPrinter::print(request.cut());
  CHECK(text.find(R"(2:{1:{1:"shop" 3:{1:"tenant" 2:{1:"a"}} 4:2} 2:{1:1000000000 5:{1:"one"})") != std::string::npos);
}

TEST(a_scope_whose_attributes_are_cut_is_refused) {
  StringTable strings;
  Envelope envelope;
  RecordBuilder scope;
  scope.begin(kRecordTypeScope, kScopeHeaderBytes).at(kScopeAttributeCountOffset, 9u);
  scope.text("shop").text("").text("").attribute("tenant", kValueTypeString).text("a").end();
  CHECK(!encode_scope(scope.data(), scope.size(), 0, strings, envelope));
}
