#include <napi.h>
#include <otel_native/exporter.h>

#include <cstddef>
#include <optional>
#include <string>

#include "binding/send-traces.hpp"
#include "exporter/exporter.hpp"
#include "platform/pin-library.hpp"

namespace {

using namespace otel_native::otlp_local;

/// Converts header fields to bytes: JavaScript has checked that every character is one byte.
std::string latin1(Napi::Env env, Napi::Value value) {
  std::size_t size = 0;
  napi_get_value_string_latin1(env, value, nullptr, 0, &size);
  std::string text(size, '\0');
  napi_get_value_string_latin1(env, value, text.data(), size + 1, &size);
  return text;
}

std::string utf8(Napi::Value value) { return value.As<Napi::String>().Utf8Value(); }

/// Reads a `NativeSignalSettings` of src/binding/addon.ts.
std::optional<SignalSettings> signal_settings(Napi::Env env, Napi::Value value) {
  if (!value.IsObject()) return std::nullopt;
  const auto object = value.As<Napi::Object>();
  SignalSettings settings;
  settings.server.socket_path = utf8(object.Get("socketPath"));
  settings.server.host = utf8(object.Get("hostname"));
  settings.server.port = static_cast<std::uint16_t>(object.Get("port").As<Napi::Number>().Uint32Value());
  settings.target.host = utf8(object.Get("host"));
  settings.target.path = utf8(object.Get("path"));
  const auto headers = object.Get("headers").As<Napi::Array>();
  for (std::uint32_t i = 0; i + 1 < headers.Length(); i += 2) {
    settings.target.headers.emplace_back(latin1(env, headers.Get(i)), latin1(env, headers.Get(i + 1)));
  }
  constexpr double kNanosPerMilli = 1e6;
  settings.timeout_ns =
      static_cast<std::uint64_t>(object.Get("timeoutMillis").As<Napi::Number>().DoubleValue() * kNanosPerMilli);
  settings.max_retry_after_ns =
      static_cast<std::uint64_t>(object.Get("maxRetryAfterMillis").As<Napi::Number>().DoubleValue() * kNanosPerMilli);
  settings.is_compressed = object.Get("isCompressed").As<Napi::Boolean>().Value();
  return settings;
}

/// `createExporter({ traces?, metrics?, logs? })`: returns an external that holds one reference to the exporter.
Napi::Value create_exporter(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto options = info[0].As<Napi::Object>();
  ExporterSettings settings;
  settings.traces = signal_settings(env, options.Get("traces"));
  settings.metrics = signal_settings(env, options.Get("metrics"));
  settings.logs = signal_settings(env, options.Get("logs"));
  otel_native_exporter* exporter = Exporter::create(settings);
  if (exporter == nullptr) {
    Napi::Error::New(env, "The process has no file descriptors left").ThrowAsJavaScriptException();
    return env.Undefined();
  }
  const auto external = Napi::External<otel_native_exporter>::New(
      env, exporter, [](Napi::Env, otel_native_exporter* held) { held->release(held); });
  constexpr napi_type_tag kTag = {OTEL_NATIVE_EXPORTER_TAG_LOWER, OTEL_NATIVE_EXPORTER_TAG_UPPER};
  external.TypeTag(&kTag);
  return external;
}

/// `discard(exporter)`: closes its descriptors. The memory is freed when JavaScript collects the external.
Napi::Value discard_exporter(const Napi::CallbackInfo& info) {
  auto* const exporter = info[0].As<Napi::External<otel_native_exporter>>().Data();
  exporter->shutdown(exporter, 0);
  return info.Env().Undefined();
}

Napi::Object init(Napi::Env env, Napi::Object exports) {
  pin_library();
  exports.Set("createExporter", Napi::Function::New(env, create_exporter, "createExporter"));
  exports.Set("discard", Napi::Function::New(env, discard_exporter, "discard"));
  exports.Set("send", Napi::Function::New(env, send_traces, "send"));
  return exports;
}

}  // namespace

NODE_API_MODULE(otel_native_exporter_otlp_local, init)
