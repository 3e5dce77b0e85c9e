#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "http/post-result.hpp"
#include "http/request.hpp"
#include "net/clock.hpp"

namespace otel_native::otlp_local {

/// A request on its way. Exactly one result follows.
struct Post {
  Request request;
  /// Holds the body of the request if that is compressed. Otherwise the caller holds it.
  std::vector<std::uint8_t> compressed;
  TimePoint deadline;
  /// A loss over a kept connection would say nothing about the request.
  bool needs_new_connection = false;
  /// What `cancel` finds it by.
  const void* token = nullptr;
  std::function<void(const PostResult&)> done;
};

}  // namespace otel_native::otlp_local
