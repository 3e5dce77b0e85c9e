#include "binding/pipeline-arguments.hpp"

#include <algorithm>
#include <limits>

namespace otel_native {
namespace {

constexpr napi_type_tag kExporterTag = {OTEL_NATIVE_EXPORTER_TAG_LOWER, OTEL_NATIVE_EXPORTER_TAG_UPPER};

/// Converts a JavaScript number to an integer. Infinity and numbers out of range become the largest value.
template <typename T>
T whole(double value) {
  return value >= static_cast<double>(std::numeric_limits<T>::max()) ? std::numeric_limits<T>::max()
                                                                     : static_cast<T>(value);
}

}  // namespace

double number(const Napi::Object& options, const char* name) {
  return options.Get(name).As<Napi::Number>().DoubleValue();
}

Duration milliseconds(double value) {
  constexpr double kYear = 365.0 * 24 * 3600 * 1000;
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double, std::milli>(std::min(value, kYear)));
}

PipelineOptions read_options(const Napi::Object& options) {
  return {
      .max_export_batch_size = whole<std::uint32_t>(number(options, "maxExportBatchSize")),
      .max_request_bytes = whole<std::size_t>(number(options, "maxRequestBytes")),
      .max_queue_bytes = whole<std::size_t>(number(options, "maxQueueBytes")),
      .max_queue_size = whole<std::uint64_t>(number(options, "maxQueueSize")),
      .scheduled_delay = milliseconds(number(options, "scheduledDelayMillis")),
      .export_timeout = milliseconds(number(options, "exportTimeoutMillis")),
      .exit_timeout = milliseconds(number(options, "exitTimeoutMillis")),
      .max_item_bytes = whole<std::size_t>(number(options, "maxItemBytes")),
  };
}

otel_native_exporter* unwrap_exporter(Napi::Env env, Napi::Value value) {
  bool tagged = false;
  if (!value.IsExternal() || napi_check_object_type_tag(env, value, &kExporterTag, &tagged) != napi_ok || !tagged) {
    return nullptr;
  }
  auto* exporter = value.As<Napi::External<otel_native_exporter>>().Data();
  const bool known = exporter->abi_version == OTEL_NATIVE_EXPORTER_ABI_VERSION &&
                     exporter->struct_size >= sizeof(otel_native_exporter);
  return known ? exporter : nullptr;
}

}  // namespace otel_native
