#pragma once

#include <cstdint>
#include <optional>

#include "otlp/proto-cursor.hpp"
#include "record/byte-buffer.hpp"

namespace otel_native {

/// Decides where a request is cut.
enum class SplitBy : std::uint8_t {
  kItems,       ///< the same number of items on both sides
  kFewerFirst,  ///< four ninths of the items on the first side, which costs more if it has the item that is looked for
  kBytes,       ///< about the same number of bytes: finds the large one among small items with few cuts
};

struct SplitRequest {
  struct Half {
    ByteBuffer request;
    std::uint32_t item_count = 0;
  };
  Half first;
  Half second;
};

/// Splits an OTLP request of `signal` (`OTEL_NATIVE_SIGNAL_…`) without decoding its items. Each half has at least one
/// item, keeps the order, and repeats the resource, the scope and every other field around its items. For metrics an
/// item is a data point, so one metric may continue in the second half.
///
/// Returns nothing for fewer than two items, and for bytes that are not such a request.
///
/// Spans of one trace may land in different halves. Their order is that of their ends, in which traces of concurrent
/// work alternate, so whole traces would need an index of all ids and halves of unequal size. Receivers must join
/// spans by their trace id anyway, because each service sends only its own spans.
std::optional<SplitRequest> split_request(std::uint32_t signal, ByteSpan request, SplitBy by);

}  // namespace otel_native
