#pragma once

#include <cstdint>
#include <string>

#include "otlp/proto-cursor.hpp"

namespace otel_native {

/// Describes the first item of an OTLP request of `signal` for a message, such as `span "GET /cart" of trace 0af7…319c,
/// 5120 bytes`. Shows the name as one line of at most 100 bytes, and never attributes: they may be secret.
std::string describe_item(std::uint32_t signal, ByteSpan request);
/// The same for an item that is encoded as a field of its scope, and not of its metric.
std::string describe_encoded_item(std::uint32_t signal, ByteSpan field);

}  // namespace otel_native
