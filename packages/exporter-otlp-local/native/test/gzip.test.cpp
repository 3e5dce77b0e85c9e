/// Decompresses the output of the encoder with gzip(1), an independent decoder.
#include <unistd.h>

#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "gzip/gzip-encoder.hpp"
#include "gzip/host-zlib.hpp"
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
  const auto compressed = GzipEncoder(6).compress(bytes_of(text));
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

TEST(gzip_of_the_same_bytes_is_the_same_after_other_requests) {
  GzipEncoder encoder(6);
  std::mt19937 random(5);
  const auto first = encoder.compress(bytes_of("request"));
  encoder.compress(bytes_of(random_text(random, 300'000, 256)));
  CHECK(encoder.compress(bytes_of("request")) == first);
}

TEST(gzip_of_a_higher_level_is_smaller) {
  std::mt19937 random(6);
  std::string text;
  for (int i = 0; i < 5'000; ++i) text += "attribute" + std::to_string(random() % 1'000) + "value";
  const auto fast = GzipEncoder(1).compress(bytes_of(text));
  const auto small = GzipEncoder(9).compress(bytes_of(text));
  CHECK(small.size() < fast.size());
  CHECK(decompressed(fast.data(), fast.size()) == text);
  CHECK(decompressed(small.data(), small.size()) == text);
}

TEST(gzip_holds_no_spare_memory) {
  const auto compressed = GzipEncoder(6).compress(std::vector<std::uint8_t>(1'000'000, 'x'));
  CHECK(compressed.size() < 2'000);
  CHECK_EQ(compressed.capacity(), compressed.size());
}

TEST(gzip_returns_nothing_without_the_zlib_of_a_host) {
  CHECK(GzipEncoder(6, nullptr).compress(bytes_of("request")).empty());
}

TEST(gzip_returns_nothing_if_zlib_refuses) {
  HostZlib zlib = *host_zlib();
  zlib.deflateInit2_ = [](z_stream*, int, int, int, int, int, const char*, int) { return Z_VERSION_ERROR; };
  CHECK(GzipEncoder(6, &zlib).compress(bytes_of("request")).empty());
}

TEST(gzip_returns_nothing_after_a_failure_and_then_works_again) {
  static const HostZlib& real = *host_zlib();
  static int calls;
  calls = 0;
  HostZlib zlib = real;
  zlib.deflate = [](z_stream* stream, int flush) {
    return ++calls == 1 ? Z_STREAM_ERROR : real.deflate(stream, flush);
  };
  GzipEncoder encoder(6, &zlib);
  CHECK(encoder.compress(bytes_of("request")).empty());
  CHECK(encoder.compress(bytes_of("request")) == GzipEncoder(6).compress(bytes_of("request")));
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
  settings.gzip_level = 6;
  CHECK_EQ(text_of(TestExporter(settings).send(batch)), "ok");
  server.join();
  CHECK(request.has_line("Content-Encoding: gzip"));
  CHECK(request.body.size() < 100);
  CHECK(decompressed(request.body.data(), request.body.size()) == batch);
}

}  // namespace
}  // namespace otel_native::otlp_local
