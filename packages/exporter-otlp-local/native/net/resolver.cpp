#include "net/resolver.hpp"

#include <netdb.h>

#include <cstring>
#include <mutex>
#include <utility>

#include "shared/thread.hpp"

namespace otel_native::otlp_local {

/// Shared by the resolver and the look-up thread; the last of them frees it.
struct Resolver::Pending {
  std::mutex mutex;
  std::optional<LookupResult> result;  ///< guarded by mutex
};

LookupResult system_lookup(const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int code = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (code != 0) return {{}, gai_strerror(code)};
  LookupResult result;
  for (const addrinfo* info = found; info != nullptr; info = info->ai_next) {
    if (info->ai_addrlen > sizeof(sockaddr_storage)) continue;
    Address address{};
    std::memcpy(&address.storage, info->ai_addr, info->ai_addrlen);
    address.size = static_cast<socklen_t>(info->ai_addrlen);
    result.addresses.push_back(address);
  }
  freeaddrinfo(found);
  if (result.addresses.empty()) result.error = "the name has no addresses";
  return result;
}

Resolver::Resolver(std::string host, std::uint16_t port, Lookup lookup, Wake wake)
    : host_(std::move(host)), port_(port), lookup_(std::move(lookup)), wake_(std::move(wake)) {}

std::optional<LookupResult> Resolver::resolve() {
  LookupResult literal{literal_addresses(host_, port_), {}};
  if (!literal.addresses.empty()) return literal;
  if (pending_ == nullptr && !start()) return LookupResult{{}, "the system refuses a thread for the look-up"};
  std::optional<LookupResult> result;
  {
    const std::lock_guard lock(pending_->mutex);
    result = std::move(pending_->result);
  }
  if (result) pending_.reset();
  return result;
}

bool Resolver::start() {
  const auto pending = std::make_shared<Pending>();
  const auto look_up = [pending, lookup = lookup_, host = host_, port = port_, wake = wake_] {
    LookupResult result = lookup(host, port);
    {
      const std::lock_guard lock(pending->mutex);
      pending->result = std::move(result);
    }
    wake();
  };
  if (!start_detached_thread("otel-look-up", look_up)) return false;
  pending_ = pending;
  return true;
}

}  // namespace otel_native::otlp_local
