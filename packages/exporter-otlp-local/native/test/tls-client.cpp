#include "tls-client.hpp"

#include <openssl/crypto.h>
#include <poll.h>

#include <string_view>
#include <utility>

using namespace otel_native::otlp_local;

bool use_own_openssl() {
  const std::string text = OpenSSL_version(OPENSSL_VERSION);
  const std::size_t begin = text.find(' ') + 1;
  return use_host_openssl(text.substr(begin, text.find(' ', begin) - begin));
}

TlsClient::TlsClient(TlsContext& context, UniqueFd socket) : socket_(std::move(socket)) {
  use_own_openssl();
  stream_ = context.open(socket_.get(), error);
}

TlsClient::~TlsClient() {
  // The stream uses the socket to its end.
  stream_.reset();
}

IoResult TlsClient::wait(const std::function<IoResult()>& call) {
  constexpr int kMillis = 10'000;
  for (;;) {
    IoResult result = call();
    if (result.status != IoStatus::want_read && result.status != IoStatus::want_write) return result;
    pollfd entry{socket_.get(), static_cast<short>(result.status == IoStatus::want_read ? POLLIN : POLLOUT), 0};
    if (poll(&entry, 1, kMillis) == 0) return {IoStatus::failed, 0, "the test waited too long"};
  }
}

std::string TlsClient::handshake() {
  if (stream_ == nullptr) return error;
  return wait([this] { return stream_->handshake(); }).error;
}

std::string TlsClient::send(const std::string& head, const std::string& body) {
  std::string_view first = head;
  std::string_view second = body;
  while (!first.empty() || !second.empty()) {
    IoResult result = wait([&] { return stream_->send(first, second); });
    if (result.status != IoStatus::progress) return result.error;
    const std::size_t of_first = std::min(result.bytes, first.size());
    first.remove_prefix(of_first);
    second.remove_prefix(result.bytes - of_first);
  }
  return {};
}

std::string TlsClient::receive(std::size_t size) {
  std::string bytes;
  char buffer[4096];
  while (bytes.size() < size) {
    IoResult result = wait([&] { return stream_->receive(buffer, sizeof(buffer)); });
    error = result.error;
    if (result.status != IoStatus::progress) break;
    bytes.append(buffer, result.bytes);
  }
  return bytes;
}

IoStatus TlsClient::peek() {
  char byte;
  return stream_->receive(&byte, 1).status;
}
