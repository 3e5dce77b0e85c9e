#include "script-server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "net/address.hpp"
#include "platform/descriptors.hpp"

namespace script_server {
namespace {

using namespace otel_native::otlp_local;

constexpr timeval kPatience{20, 0};

void set_patience(int fd) { setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof(kPatience)); }

Listener listen_at(const Address& address) {
  UniqueFd fd(socket(address.family(), SOCK_STREAM, 0));
  if (!fd.is_open() || bind(fd.get(), address.get(), address.size) != 0 || listen(fd.get(), 8) != 0) {
    return Listener(UniqueFd());
  }
  set_patience(fd.get());
  return Listener(std::move(fd));
}

}  // namespace

bool ReceivedRequest::has_line(std::string_view line) const {
  return head.find("\r\n" + std::string(line) + "\r\n") != std::string::npos ||
         head.starts_with(std::string(line) + "\r\n");
}

bool Peer::read_some(std::string& into) {
  char buffer[64 * 1024];
  errno = 0;
  const ssize_t count = recv(fd_.get(), buffer, sizeof(buffer), 0);
  if (count > 0) into.append(buffer, static_cast<std::size_t>(count));
  return count > 0;
}

ReceivedRequest Peer::read_request() {
  std::string bytes;
  std::size_t end = std::string::npos;
  while (end == std::string::npos) {
    if (!read_some(bytes)) return {};
    end = bytes.find("\r\n\r\n");
  }
  ReceivedRequest request{bytes.substr(0, end + 4), bytes.substr(end + 4)};
  constexpr std::string_view kLength = "Content-Length: ";
  const auto at = request.head.find(kLength);
  const std::size_t size =
      at == std::string::npos ? 0 : std::strtoull(request.head.c_str() + at + kLength.size(), nullptr, 10);
  while (request.body.size() < size && read_some(request.body)) {
  }
  return request;
}

std::string Peer::read(std::size_t count) {
  std::string bytes(count, '\0');
  const ssize_t received = recv(fd_.get(), bytes.data(), count, MSG_WAITALL);
  bytes.resize(received > 0 ? static_cast<std::size_t>(received) : 0);
  return bytes;
}

void Peer::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = send(fd_.get(), bytes.data(), bytes.size(), kSendFlags);
    if (count <= 0) return;  // the client closed the connection
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void Peer::respond(std::string_view head, std::string_view body) {
  write(std::string(head) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body));
}

bool Peer::wait_for_close() {
  std::string ignored;
  while (read_some(ignored)) ignored.clear();
  // A timeout is reported as EAGAIN.
  return errno != EAGAIN;
}

void Peer::close_writing() { shutdown(fd_.get(), SHUT_WR); }

void Peer::reset() {
  const linger now{1, 0};
  setsockopt(fd_.get(), SOL_SOCKET, SO_LINGER, &now, sizeof(now));
  fd_.reset();
}

Peer Listener::accept() {
  UniqueFd fd(::accept(fd_.get(), nullptr, nullptr));
  if (fd.is_open()) set_patience(fd.get());
  return Peer(std::move(fd));
}

std::uint16_t Listener::port() const {
  Address address{};
  address.size = sizeof(address.storage);
  getsockname(fd_.get(), reinterpret_cast<sockaddr*>(&address.storage), &address.size);
  if (address.family() == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in*>(&address.storage)->sin_port);
  if (address.family() == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6*>(&address.storage)->sin6_port);
  return 0;
}

Listener listen_on(const std::string& host) { return listen_at(literal_addresses(host, 0).front()); }

Listener listen_on_socket(const std::string& path) { return listen_at(*unix_address(path)); }

Server::Server(Listener listener, Script script)
    : listener_(std::move(listener)),
      port_(listener_.port()),
      thread_([this, script = std::move(script)] { script(listener_); }) {}

void Server::join() {
  if (thread_.joinable()) thread_.join();
}

SocketPath::SocketPath() {
  char folder[] = "/tmp/otlp-local-XXXXXX";
  folder_ = mkdtemp(folder);
  path_ = folder_ + "/collector.sock";
}

SocketPath::~SocketPath() {
  unlink(path_.c_str());
  rmdir(folder_.c_str());
}

}  // namespace script_server
