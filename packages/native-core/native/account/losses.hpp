#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "account/shared-enums.gen.hpp"

namespace otel_native {

/// Called on a native thread with a lock held, so it must not wait.
using LossListener = std::function<void(LossCause, std::uint32_t items, const std::string& message)>;

}  // namespace otel_native
