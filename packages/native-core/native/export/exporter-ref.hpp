#pragma once

#include <otel_native/exporter.h>

#include <utility>

namespace otel_native {

/// Holds one reference to an exporter of the C ABI.
class ExporterRef {
 public:
  /// Adds its own reference.
  explicit ExporterRef(otel_native_exporter* exporter) : exporter_(exporter) { exporter_->retain(exporter_); }
  ~ExporterRef() { exporter_->release(exporter_); }
  ExporterRef(const ExporterRef&) = delete;
  ExporterRef& operator=(const ExporterRef&) = delete;

  otel_native_exporter* operator->() const { return exporter_; }
  otel_native_exporter* get() const { return exporter_; }

 private:
  otel_native_exporter* exporter_;
};

}  // namespace otel_native
