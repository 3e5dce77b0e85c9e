#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/address.hpp"
#include "net/wait.hpp"

namespace otel_native::otlp_local {

/// The addresses of a name; if there are none, `error` contains the reason.
struct LookupResult {
  std::vector<Address> addresses;
  std::string error;
};
using Lookup = std::function<LookupResult(const std::string& host, std::uint16_t port)>;

/// Asks the system (getaddrinfo). May block without limit.
LookupResult system_lookup(const std::string& host, std::uint16_t port);

/// Finds the addresses of one host within a time limit. Returns literals and `localhost` at once. Looks up other names
/// on a separate thread, because getaddrinfo has no deadline; that thread may outlive the resolver. The next attempt
/// picks up a look-up that is still running instead of starting another.
class Resolver {
 public:
  Resolver(std::string host, std::uint16_t port, Lookup lookup = system_lookup);

  struct Outcome {
    Wait wait;
    LookupResult result;  ///< with Wait::ready
  };
  Outcome resolve(const Limits& limits);

 private:
  struct Pending;

  const std::string host_;
  const std::uint16_t port_;
  const Lookup lookup_;
  std::shared_ptr<Pending> pending_;
};

}  // namespace otel_native::otlp_local
