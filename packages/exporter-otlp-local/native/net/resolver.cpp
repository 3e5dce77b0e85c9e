#include "net/resolver.hpp"

#include <netdb.h>
#include <poll.h>

#include <cstring>
#include <mutex>

#include "platform/thread.hpp"

namespace otel_native::otlp_local {

/// Shared by the resolver and the look-up thread; the last of them frees it.
struct Resolver::Pending {
  SignalPipe done;
  std::mutex mutex;
  LookupResult result;
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

Resolver::Resolver(std::string host, std::uint16_t port, Lookup lookup)
    : host_(std::move(host)), port_(port), lookup_(std::move(lookup)) {}

Resolver::Outcome Resolver::resolve(const Limits& limits) {
  LookupResult literal{literal_addresses(host_, port_), {}};
  if (!literal.addresses.empty()) return {Wait::ready, std::move(literal)};
  if (pending_ == nullptr) {
    auto pending = std::make_shared<Pending>();
    const bool started =
        pending->done.is_open() && run_detached([pending, lookup = lookup_, host = host_, port = port_] {
          LookupResult result = lookup(host, port);
          const std::lock_guard lock(pending->mutex);
          pending->result = std::move(result);
          pending->done.raise();
        });
    if (!started) return {Wait::ready, {{}, "the system refuses a thread or pipe for the look-up"}};
    pending_ = std::move(pending);
  }
  const Wait wait = wait_for(pending_->done.fd(), POLLIN, limits).outcome;
  if (wait != Wait::ready) return {wait, {}};
  const std::shared_ptr<Pending> finished = std::move(pending_);
  const std::lock_guard lock(finished->mutex);
  return {Wait::ready, std::move(finished->result)};
}

}  // namespace otel_native::otlp_local
