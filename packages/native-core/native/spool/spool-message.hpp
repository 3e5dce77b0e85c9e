#pragma once

#include <string>

namespace otel_native {

/// A message for the user; the code is stable.
struct SpoolMessage {
  const char* code;
  std::string text;
};

}  // namespace otel_native
