#pragma once

#include <cstddef>
#include <cstdint>

#include "record/byte-buffer.hpp"
#include "record/string-table.hpp"

namespace otel_native {

// The common part of the requests of all signals: their Resource… and Scope… messages use the same field numbers.
inline constexpr std::uint32_t kRequestResources = 1;
inline constexpr std::uint32_t kResourceScopes = 2;
inline constexpr std::uint32_t kScopeItems = 2;

/// The first and the last fields of such a message, encoded: the resource or the scope, and its schema URL.
struct Envelope {
  ByteBuffer head;
  ByteBuffer tail;

  std::size_t size() const { return head.size() + tail.size(); }
};

/// Reads a whole resource record. Returns false if it is not well formed.
bool encode_resource(const std::uint8_t* record, std::size_t size, StringTable& strings, Envelope& envelope);

/// The same for a scope record, whose id must be `id`.
bool encode_scope(const std::uint8_t* record, std::size_t size, std::size_t id, StringTable& strings,
                  Envelope& envelope);

/// Builds a request for one resource from the encoded `scopes`.
ByteBuffer enclose(const Envelope& resource, const ByteBuffer& scopes);

}  // namespace otel_native
