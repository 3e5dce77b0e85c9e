#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace otel_native::otlp_local {

/// A socket address.
struct Address {
  sockaddr_storage storage;
  socklen_t size;

  int family() const { return storage.ss_family; }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

/// Returns nothing if the path is too long.
std::optional<Address> unix_address(const std::string& path);

/// Returns the addresses of an IPv4 or IPv6 literal and of `localhost`. Any other name returns none and needs a
/// look-up.
std::vector<Address> literal_addresses(const std::string& host, std::uint16_t port);

/// Formats `127.0.0.1:4318`, `[::1]:4318` or the path of a Unix socket.
std::string to_text(const Address& address);

}  // namespace otel_native::otlp_local
