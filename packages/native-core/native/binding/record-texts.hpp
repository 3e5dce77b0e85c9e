#pragma once

#include <napi.h>

#include "record/byte-buffer.hpp"

namespace otel_native {

/// Long texts that JavaScript left out of a record, so that each is copied once, from V8's memory to the record.
struct RecordTexts {
  Napi::Array texts;
  /// Two words for each text: the byte of the record in front of which it stands, and the type of its value, which is
  /// its encoding.
  Napi::Uint32Array places;
  /// Bytes of all texts with their padding.
  std::size_t bytes;

  /// The bytes that `write` needs in a buffer for a record of `size` bytes.
  std::size_t room(std::size_t size) const;
  /// Writes the whole record to an empty buffer. Returns false if the arguments contradict each other.
  bool write(const std::uint8_t* record, std::size_t size, ByteBuffer& out) const;
};

}  // namespace otel_native
