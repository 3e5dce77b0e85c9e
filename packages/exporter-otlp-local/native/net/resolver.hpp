#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/address.hpp"
#include "net/wait.hpp"

namespace otel_native::otlp_local {

/// What a name stands for; `error` says why there are no addresses.
struct LookupResult {
  std::vector<Address> addresses;
  std::string error;
};
using Lookup = std::function<LookupResult(const std::string& host, std::uint16_t port)>;

/// Asks the system (getaddrinfo). May block for as long as the system likes.
LookupResult system_lookup(const std::string& host, std::uint16_t port);

/// Finds the addresses of one host within a limit. Literals and `localhost` are answered at once; other names are
/// looked up on a thread of their own, because getaddrinfo knows no deadline. That thread may outlive the
/// resolver. A look-up that takes longer than one attempt is picked up by the next instead of starting another.
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
