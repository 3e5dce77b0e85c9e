#include "http/response-parser.hpp"

#include "test.hpp"

namespace otel_native::otlp_local {
namespace {

/// Feeds the bytes to a parser in pieces of one size, then the end of the connection if the response is not over.
ResponseParser parse(std::string_view bytes, std::size_t piece_size) {
  ResponseParser parser;
  while (!bytes.empty() && !parser.is_over()) {
    const auto piece = bytes.substr(0, piece_size);
    parser.feed(piece);
    bytes.remove_prefix(piece.size());
  }
  if (!parser.is_over()) parser.feed_end();
  return parser;
}

std::string text_of(const ResponseParser& parser) {
  if (parser.is_garbage()) return std::string("garbage: ") + parser.reason();
  const ResponseHead& head = parser.head();
  return std::to_string(head.status) + (head.keep_alive && parser.is_delimited() ? " keep " : " close ") +
         (parser.is_cut() ? std::to_string(parser.body().size()) + " bytes, cut" : parser.body());
}

/// Checks that the whole text and single bytes give the same result.
std::string parsed(std::string_view bytes) {
  const std::string whole = text_of(parse(bytes, bytes.size()));
  for (const std::size_t piece_size : {std::size_t{1}, std::size_t{7}}) {
    const std::string in_pieces = text_of(parse(bytes, piece_size));
    if (in_pieces != whole) return "whole: " + whole + ", in pieces: " + in_pieces;
  }
  return whole;
}

TEST(parser_reads_a_fixed_body) {
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"), "200 keep hello");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n"), "200 keep ");
  CHECK_EQ(parsed("HTTP/1.1 200\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nab"), "200 keep ab");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\nContent-Length: 1\n\nx"), "200 keep x");
}

TEST(parser_reads_chunks) {
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
                  "5\r\nhello\r\n1;name=value\r\n,\r\n06 \r\n world\r\n0\r\nTrailer: yes\r\n\r\n"),
           "200 keep hello, world");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"), "200 keep ");
  std::string many = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 10'000; ++i) many += "1\r\nx\r\n";
  CHECK_EQ(parsed(many + "0\r\n\r\n"), "200 keep " + std::string(10'000, 'x'));
}

TEST(parser_reads_until_the_connection_closes) {
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\n\r\nall of it"), "200 close all of it");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\nbytes"), "200 close bytes");
}

TEST(parser_knows_who_closes) {
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n"), "200 close ");
  CHECK_EQ(parsed("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"), "200 close ");
  CHECK_EQ(parsed("HTTP/1.0 200 OK\r\nConnection: foo, keep-alive\r\nContent-Length: 0\r\n\r\n"), "200 keep ");
}

TEST(parser_skips_interim_responses) {
  CHECK_EQ(parsed("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\n\r\n"
                  "HTTP/1.1 503 Later\r\nContent-Length: 2\r\n\r\nno"),
           "503 keep no");
  CHECK_EQ(parsed("HTTP/1.1 101 Switching Protocols\r\n\r\n"), "garbage: a switch of protocols that was not asked for");
}

TEST(parser_knows_statuses_without_a_body) {
  CHECK_EQ(parsed("HTTP/1.1 204 No Content\r\n\r\n"), "204 keep ");
  CHECK_EQ(parsed("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n"), "304 keep ");
}

TEST(parser_refuses_what_is_no_http) {
  CHECK_EQ(parsed("SSH-2.0-OpenSSH_9.2p1\r\n"), "garbage: no HTTP/1.x status line");
  CHECK_EQ(parsed("HTTP/2 200 OK\r\n\r\n"), "garbage: no HTTP/1.x status line");
  CHECK_EQ(parsed("HTTP/1.1 20x OK\r\n\r\n"), "garbage: a malformed status line");
  CHECK_EQ(parsed("HTTP/1.1 2000 OK\r\n\r\n"), "garbage: a malformed status line");
  CHECK_EQ(parsed("HTTP/1.1 099 OK\r\n\r\n"), "garbage: a malformed status line");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nno colon\r\n\r\n"), "garbage: a header line without a name");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 5x\r\n\r\n"), "garbage: a Content-Length that is no number");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), "garbage: a Content-Length that is no number");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"),
           "garbage: a Content-Length that is no number");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n"), "garbage: an empty Content-Length");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
           "garbage: two different Content-Lengths");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
           "garbage: a chunk size that is no number");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"),
           "garbage: a chunk size that is no number");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n"),
           "garbage: a chunk longer than its size says");
}

TEST(parser_names_the_grpc_port) {
  using namespace std::string_literals;
  const std::string reason = "garbage: the server speaks HTTP/2: this is the gRPC port, use 4318";
  CHECK_EQ(parsed("\0\0\0\4\0\0\0\0\0"s), reason);
  CHECK_EQ(parsed("\0\0\6\4\0\0\0\0\0\0\3\0\0\0\n\0\0\4\10\0\0\0"s), reason);
  CHECK_EQ(parsed("\0\0\6\7\0\0\0\0\0\n"s), "garbage: no HTTP/1.x status line");
}

TEST(parser_refuses_what_ends_early) {
  CHECK_EQ(parsed(""), "garbage: the connection was closed without a response");
  CHECK_EQ(parsed("HTTP/1.1 200"), "garbage: the connection was closed inside the response");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"),
           "garbage: the connection was closed inside the response");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
           "garbage: the connection was closed inside the response");
}

TEST(parser_keeps_a_head_whose_body_is_broken) {
  const ResponseParser parser = parse("HTTP/1.1 400 Bad\r\nContent-Length: 5\r\n\r\nhe", 1);
  CHECK(parser.is_garbage() && parser.has_head());
  CHECK_EQ(parser.head().status, 400);
  CHECK_EQ(parser.body(), "he");
}

TEST(parser_bounds_the_head) {
  const std::string line = "X-Filler: " + std::string(1000, 'x') + "\r\n";
  std::string head = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 15; ++i) head += line;
  CHECK_EQ(parsed(head + "Content-Length: 0\r\n\r\n"), "200 keep ");
  CHECK_EQ(parsed(head + line + line + "\r\n"), "garbage: header fields of more than 16 KiB");
  CHECK_EQ(parsed(std::string(20'000, 'x')), "garbage: header fields of more than 16 KiB");
  std::string endless;
  for (int i = 0; i < 1000; ++i) endless += "HTTP/1.1 100 Continue\r\n\r\n";
  CHECK_EQ(parsed(endless), "garbage: header fields of more than 16 KiB");
}

TEST(parser_cuts_a_long_body) {
  const std::string body(100'000, 'x');
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body), "200 close 65536 bytes, cut");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\n\r\n" + body), "200 close 65536 bytes, cut");
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n" + body),
           "200 close 65536 bytes, cut");
  const std::string fits(kMaxBodyBytes, 'x');
  CHECK_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 65536\r\n\r\n" + fits), "200 keep " + fits);
}

TEST(parser_leaves_what_follows_the_response) {
  ResponseParser parser;
  const std::string_view response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  CHECK_EQ(parser.feed(std::string(response) + "more"), response.size());
}

TEST(parser_keeps_the_fields_that_matter) {
  const ResponseParser parser = parse(
      "HTTP/1.1 429 Slow down\r\nX: y\r\n folded\r\nRETRY-AFTER:  7 \r\nContent-Type: text/plain\r\nContent-Length: "
      "0\r\n\r\n",
      1);
  CHECK_EQ(*parser.head().retry_after, "7");
  CHECK_EQ(parser.head().content_type, "text/plain");
}

}  // namespace
}  // namespace otel_native::otlp_local
