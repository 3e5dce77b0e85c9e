#include "otlp/response.hpp"
#include "test.hpp"

namespace otel_native::otlp_local {
namespace {

using namespace std::string_literals;

std::string partial(std::string_view body) {
  const auto decoded = decode_partial_success(body);
  return decoded ? std::to_string(decoded->rejected_items) + " " + decoded->error_message : "none";
}

std::string copied(std::string_view text, std::size_t capacity = 32) {
  std::string buffer(capacity, '!');
  copy_message(text, buffer.data(), capacity);
  return buffer.c_str();
}

TEST(partial_success_is_decoded) {
  CHECK_EQ(partial("\x0a\x07\x08\x05\x12\x03too"s), "5 too");
  CHECK_EQ(partial("\x0a\x05\x12\x03too"s), "0 too");
  CHECK_EQ(partial("\x0a\x03\x08\xac\x02"s), "300 ");
  CHECK_EQ(partial("\x0a\x00"s), "0 ");
  CHECK_EQ(partial("\x7a\x01z\x0a\x02\x08\x05\x11\x01\x02\x03\x04\x05\x06\x07\x08\x1d\x01\x02\x03\x04"s), "5 ");
  CHECK_EQ(partial("\x0a\x0b\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"s), "0 ");  // -1
}

TEST(partial_success_is_not_made_up) {
  CHECK_EQ(partial(""), "none");
  CHECK_EQ(partial("{\"partialSuccess\":{\"rejectedSpans\":5}}"), "none");
  CHECK_EQ(partial("\x0a\x07\x08\x05\x12\x03to"s), "none");                            // cut
  CHECK_EQ(partial("\x0a\x04\x08\x05\x12\x03"s), "none");                              // cut inside
  CHECK_EQ(partial("\x0a\x02\x08\x05\xff"s), "none");                                  // something after it
  CHECK_EQ(partial("\x0a\x0b\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"s), "none");  // an endless varint
  CHECK_EQ(partial("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"s), "none");          // a huge length
  CHECK_EQ(partial("\x00\x00"s), "none");
}

TEST(failure_text_is_the_message_of_the_status) {
  const std::string status = "\x08\x03\x12\x08no trace"s;
  CHECK_EQ(failure_text(status, "application/x-protobuf"), "no trace");
  CHECK_EQ(failure_text(status, "Application/X-Protobuf ; charset=x"), "no trace");
  CHECK_EQ(failure_text(status, ""), "no trace");
  CHECK_EQ(failure_text("\x08", "application/x-protobuf"), "");
  CHECK_EQ(failure_text("plain words", "text/plain"), "plain words");
  CHECK_EQ(failure_text("plain words", ""), "plain words");
}

TEST(messages_are_one_line_of_utf8) {
  CHECK_EQ(copied("  two\r\n\t words \x01 "), "two words");
  CHECK_EQ(copied("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"), "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80");
  CHECK_EQ(copied("\xff\xc3 \xe2\x82 \xed\xa0\x80 \xc0\x80"), "?? ?? ??? ??");
  CHECK_EQ(copied("a\0b"s), "a b");
  CHECK_EQ(copied(""), "");
}

TEST(messages_are_cut_between_characters) {
  CHECK_EQ(copied("12345", 6), "12345");
  CHECK_EQ(copied("123456", 6), "12345");
  CHECK_EQ(copied("1234\xc3\xa9", 6), "1234");
  CHECK_EQ(copied("1234 \xc3\xa9", 6), "1234");
  CHECK_EQ(copied("anything", 1), "");
}

}  // namespace
}  // namespace otel_native::otlp_local
