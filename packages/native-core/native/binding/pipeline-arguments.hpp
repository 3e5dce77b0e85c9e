#pragma once

#include <napi.h>
#include <otel_native/exporter.h>

#include "pipeline/pipeline.hpp"

namespace otel_native {

// Reads the arguments of a pipeline; JavaScript has validated the numbers.

double number(const Napi::Object& options, const char* name);
Duration milliseconds(double value);
PipelineOptions read_options(const Napi::Object& options);

/// What to say about a value that `unwrap_exporter` refuses: in practice, a package of another version.
inline constexpr char kNotAnExporter[] =
    "the exporter does not fit this version of @otel-native/native-core: update its package and native-core together";

/// Returns the exporter in a tagged external, or nullptr for any other value or ABI.
otel_native_exporter* unwrap_exporter(Napi::Env env, Napi::Value value);

}  // namespace otel_native
