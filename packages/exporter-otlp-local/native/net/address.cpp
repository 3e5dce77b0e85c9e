#include "net/address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>

namespace otel_native::otlp_local {
namespace {

template <typename T>
Address wrap(const T& specific) {
  Address address{};
  std::memcpy(&address.storage, &specific, sizeof(specific));
  address.size = sizeof(specific);
  return address;
}

std::optional<Address> ipv4_address(const std::string& host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) return std::nullopt;
  return wrap(address);
}

std::optional<Address> ipv6_address(const std::string& host, std::uint16_t port) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  if (inet_pton(AF_INET6, host.c_str(), &address.sin6_addr) != 1) return std::nullopt;
  return wrap(address);
}

}  // namespace

std::optional<Address> unix_address(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof(address.sun_path)) return std::nullopt;
  std::memcpy(address.sun_path, path.data(), path.size());
  return wrap(address);
}

std::vector<Address> literal_addresses(const std::string& host, std::uint16_t port) {
  // Most Collectors on "localhost" listen on IPv4, so try that first.
  if (host == "localhost") return {*ipv4_address("127.0.0.1", port), *ipv6_address("::1", port)};
  if (const auto address = ipv4_address(host, port)) return {*address};
  if (const auto address = ipv6_address(host, port)) return {*address};
  return {};
}

std::string to_text(const Address& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.family() == AF_UNIX) return reinterpret_cast<const sockaddr_un*>(&address.storage)->sun_path;
  if (address.family() == AF_INET6) {
    const auto* ipv6 = reinterpret_cast<const sockaddr_in6*>(&address.storage);
    inet_ntop(AF_INET6, &ipv6->sin6_addr, text, sizeof(text));
    return std::string("[").append(text).append("]:") + std::to_string(ntohs(ipv6->sin6_port));
  }
  const auto* ipv4 = reinterpret_cast<const sockaddr_in*>(&address.storage);
  inet_ntop(AF_INET, &ipv4->sin_addr, text, sizeof(text));
  return std::string(text) + ":" + std::to_string(ntohs(ipv4->sin_port));
}

}  // namespace otel_native::otlp_local
