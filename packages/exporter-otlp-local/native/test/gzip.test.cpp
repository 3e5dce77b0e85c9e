/// Decompresses the output of gzip() with gzip(1), an independent decoder.
#include "compress/gzip.hpp"

#include <unistd.h>

#include <cstdio>
#include <random>
#include <string>

#include "compress/huffman.hpp"
#include "script-server.hpp"
#include "test-exporter.hpp"
#include "test.hpp"

namespace otel_native::otlp_local {
namespace {

using script_server::Listener;
using script_server::Peer;
using script_server::ReceivedRequest;
using script_server::Server;

std::vector<std::uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

/// Returns the output of gzip(1) for these bytes, followed by "refused" if it reports an error.
std::string decompressed(const void* data, std::size_t size) {
  char path[] = "/tmp/otel-native-gzip-XXXXXX";
  const int fd = mkstemp(path);
  const bool written = fd >= 0 && write(fd, data, size) == static_cast<ssize_t>(size);
  if (fd >= 0) close(fd);
  std::string text;
  FILE* pipe = written ? popen(("gzip -dc < " + std::string(path) + " 2>&1").c_str(), "r") : nullptr;
  if (pipe != nullptr) {
    char buffer[65536];
    for (std::size_t count; (count = fread(buffer, 1, sizeof(buffer), pipe)) > 0;) text.append(buffer, count);
    if (pclose(pipe) != 0) text += "refused";
  }
  unlink(path);
  return text;
}

/// Returns the compressed share of the size. Checks that decompression restores the text.
double round_trip(const std::string& text) {
  const auto compressed = gzip(bytes_of(text));
  CHECK(decompressed(compressed.data(), compressed.size()) == text);
  return static_cast<double>(compressed.size()) / static_cast<double>(text.size() + 1);
}

std::string random_text(std::mt19937& random, std::size_t size, unsigned kinds) {
  std::string text(size, '\0');
  for (char& one : text) one = static_cast<char>(random() % kinds);
  return text;
}

TEST(gzip_of_nothing_and_of_little) {
  for (const char* text : {"", "a", "ab", "abc", "abcd", "aaaa", "aaaaaaaaa"}) round_trip(text);
}

TEST(gzip_of_one_byte_again_and_again) { CHECK(round_trip(std::string(1'000'000, 'x')) < 0.01); }

TEST(gzip_of_noise_grows_little) {
  std::mt19937 random(1);
  CHECK(round_trip(random_text(random, 300'000, 256)) < 1.01);
}

TEST(gzip_of_few_kinds_of_bytes) {
  std::mt19937 random(2);
  for (const unsigned kinds : {1u, 2u, 3u, 16u, 200u}) {
    for (const std::size_t size : {5u, 100u, 16'383u, 16'384u, 16'385u, 70'000u}) {
      round_trip(random_text(random, size, kinds));
    }
  }
}

TEST(gzip_finds_repetitions_up_to_the_whole_window_away) {
  std::mt19937 random(3);
  const std::string part = random_text(random, 300, 256);
  for (const std::size_t distance : {301u, 32'767u, 32'768u, 32'769u, 40'000u}) {
    round_trip(part + random_text(random, distance - part.size(), 256) + part);
  }
}

TEST(gzip_of_every_length_and_many_distances) {
  std::mt19937 random(4);
  std::string text = random_text(random, 3'000, 256);
  for (std::size_t length = 3; length <= 300; ++length) {
    const std::size_t from = random() % (text.size() - length);
    text += text.substr(from, length) + static_cast<char>(random());
  }
  round_trip(text);
}

TEST(gzip_of_spans_leaves_a_small_part) {
  std::string text;
  for (int i = 0; i < 2'000; ++i) {
    text +=
        "\x0a\x12http.request.method\x12\x05GET" + std::to_string(i * 7919) + "\x0a\x0eserver.address\x12\x09localhost";
  }
  CHECK(round_trip(text) < 0.2);
}

/// Fibonacci numbers as counts make the deepest possible tree.
TEST(huffman_codes_keep_to_their_limit_and_are_complete) {
  for (const unsigned limit : {7u, 15u}) {
    std::vector<std::uint32_t> counts = {1, 1};
    while (counts.size() < (limit == 7 ? 19u : 30u)) counts.push_back(counts.end()[-1] + counts.end()[-2]);
    std::vector<HuffmanCode> codes(counts.size());
    make_huffman_codes(counts, limit, codes);
    std::uint64_t taken = 0;
    for (const HuffmanCode& code : codes) {
      CHECK(code.length >= 1 && code.length <= limit);
      taken += 1ull << (limit - code.length);
    }
    CHECK_EQ(taken, 1ull << limit);
  }
}

TEST(huffman_gives_two_codes_when_one_or_none_would_do) {
  for (const std::uint32_t count : {0u, 5u}) {
    std::vector<HuffmanCode> codes(30);
    std::vector<std::uint32_t> counts(30, 0);
    counts[17] = count;
    make_huffman_codes(counts, 15, codes);
    int used = 0;
    for (const HuffmanCode& code : codes) used += code.length;
    CHECK_EQ(used, 2);
  }
}

TEST(export_compresses_when_told) {
  const std::string batch(10'000, 'b');
  ReceivedRequest request;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    request = peer.read_request();
    peer.respond("HTTP/1.1 200 OK\r\n");
  });
  SignalSettings settings = settings_for("127.0.0.1", server.port());
  settings.is_compressed = true;
  CHECK_EQ(text_of(TestExporter(settings).send(batch)), "ok");
  server.join();
  CHECK(request.has_line("Content-Encoding: gzip"));
  CHECK(request.body.size() < 100);
  CHECK(decompressed(request.body.data(), request.body.size()) == batch);
}

}  // namespace
}  // namespace otel_native::otlp_local
