#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>
#include <system_error>

#include "net/stream.hpp"
#include "platform/descriptors.hpp"

namespace otel_native::otlp_local {
namespace {

iovec part(std::string_view bytes) { return {const_cast<char*>(bytes.data()), bytes.size()}; }

class PlainStream final : public Stream {
 public:
  explicit PlainStream(int fd) : fd_(fd) {}

  IoResult handshake() override { return {IoStatus::progress}; }

  IoResult send(std::string_view first, std::string_view second) override {
    iovec parts[] = {part(first), part(second)};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = 2;
    for (;;) {
      const ssize_t count = sendmsg(fd_, &message, kSendFlags);
      if (count >= 0) return {IoStatus::progress, static_cast<std::size_t>(count)};
      if (errno == EAGAIN || errno == EWOULDBLOCK) return {IoStatus::want_write};
      if (errno != EINTR) return {IoStatus::failed, 0, error_text(errno)};
    }
  }

  IoResult receive(char* buffer, std::size_t size) override {
    for (;;) {
      const ssize_t count = recv(fd_, buffer, size, 0);
      if (count > 0) return {IoStatus::progress, static_cast<std::size_t>(count)};
      if (count == 0) return {IoStatus::closed};
      if (errno == EAGAIN || errno == EWOULDBLOCK) return {IoStatus::want_read};
      if (errno != EINTR) return {IoStatus::failed, 0, error_text(errno)};
    }
  }

  void close() override {}

 private:
  const int fd_;
};

}  // namespace

std::unique_ptr<Stream> open_plain_stream(int fd, std::string&) { return std::make_unique<PlainStream>(fd); }

std::string error_text(int error) { return std::generic_category().message(error); }

}  // namespace otel_native::otlp_local
