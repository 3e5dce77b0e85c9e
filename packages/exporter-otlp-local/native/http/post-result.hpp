#pragma once

#include <string>

#include "http/response-head.hpp"

namespace otel_native::otlp_local {

/// The result of one POST.
struct PostResult {
  enum class Kind { answered, failed, interrupted };
  Kind kind = Kind::failed;

  // Set with `failed`:
  std::string message;
  bool unreachable = false;      ///< nothing accepts connections at the address
  bool lost_unanswered = false;  ///< the connection broke before the first byte of a response

  // Set with `answered`:
  ResponseHead head;
  std::string body;
  bool body_complete = false;

  static PostResult failure(std::string message) {
    PostResult result;
    result.message = std::move(message);
    return result;
  }
  static PostResult interruption() {
    PostResult result;
    result.kind = Kind::interrupted;
    return result;
  }
};

}  // namespace otel_native::otlp_local
