#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/address.hpp"

namespace otel_native::otlp_local {

/// The addresses of a name; if there are none, `error` contains the reason.
struct LookupResult {
  std::vector<Address> addresses;
  std::string error;
};
using Lookup = std::function<LookupResult(const std::string& host, std::uint16_t port)>;

/// Asks the system (getaddrinfo). May block without limit.
LookupResult system_lookup(const std::string& host, std::uint16_t port);

/// Finds the addresses of one host without waiting. Knows literals and `localhost` at once. Looks up other names on a
/// separate thread, because getaddrinfo has no deadline; that thread may outlive the resolver.
class Resolver {
 public:
  /// Called on the look-up's thread when `resolve` is worth another call.
  using Wake = std::function<void()>;

  Resolver(std::string host, std::uint16_t port, Lookup lookup, Wake wake);

  /// Returns the addresses, or nothing while they are looked up. Starts a look-up if none is running; the call that
  /// returns its result ends it.
  std::optional<LookupResult> resolve();

 private:
  struct Pending;
  bool start();

  const std::string host_;
  const std::uint16_t port_;
  const Lookup lookup_;
  const Wake wake_;
  std::shared_ptr<Pending> pending_;
};

}  // namespace otel_native::otlp_local
