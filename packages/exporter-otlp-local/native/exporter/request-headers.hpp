#pragma once

#include <memory>
#include <string>
#include <vector>

#include "http/request.hpp"

namespace otel_native::otlp_local {

/// The part of a request that stays the same until the header fields change. Immutable, so that threads can share it.
struct RequestHeaders {
  std::string prefix;
  /// The same for compressed requests.
  std::string gzip_prefix;
  /// Header values, and parts of them, that a receiver may echo and that no message may show. Longest first, since one
  /// may be part of another.
  std::vector<std::string> secrets;

  static std::shared_ptr<const RequestHeaders> from(const RequestTarget& target);

  /// Replaces the secrets in a message.
  void hide_secrets(std::string& message) const;
};

}  // namespace otel_native::otlp_local
