#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "otlp/envelope.hpp"
#include "record/byte-buffer.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// The parts of an `ExportTraceServiceRequest` for one resource, each encoded when it becomes known, and the
/// spans grouped by instrumentation scope until the request is cut.
class TraceRequestBuilder {
 public:
  /// Each takes a whole record and is false when it is not well formed.
  bool set_resource(const std::uint8_t* record, std::size_t size, StringTable& strings);
  bool add_scope(const std::uint8_t* record, std::size_t size, StringTable& strings);
  bool add_span(const std::uint8_t* record, std::size_t size, StringTable& strings);

  bool has_resource() const { return has_resource_; }
  std::uint32_t span_count() const { return span_count_; }
  /// Encoded bytes of the spans added since the last request.
  std::size_t span_bytes() const { return span_bytes_; }

  /// The request with everything added since the last one, which then is empty again.
  ByteBuffer cut();
  /// As `cut`, but for the resource, which `with_resource` adds once it is known.
  ByteBuffer cut_without_resource();
  ByteBuffer with_resource(const ByteBuffer& scope_spans) const { return enclose(resource_, scope_spans); }

 private:
  struct Scope {
    Envelope envelope;
    ByteBuffer spans;

    std::size_t size() const { return envelope.size() + spans.size(); }
  };

  std::size_t scope_spans_size() const;
  void take_scope_spans(ByteBuffer& to);

  std::vector<Scope> scopes_;
  Envelope resource_;
  bool has_resource_ = false;
  std::uint32_t span_count_ = 0;
  std::size_t span_bytes_ = 0;
};

}  // namespace otel_native
