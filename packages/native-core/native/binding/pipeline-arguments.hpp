#pragma once

#include <napi.h>
#include <otel_native/exporter.h>

#include "pipeline/pipeline.hpp"

namespace otel_native {

// What JavaScript says about a pipeline; numbers were validated there.

double number(const Napi::Object& options, const char* name);
Duration milliseconds(double value);
PipelineOptions read_options(const Napi::Object& options);

/// The exporter in a tagged external, or nullptr when the value is something else or of another ABI.
otel_native_exporter* unwrap_exporter(Napi::Env env, Napi::Value value);

}  // namespace otel_native
