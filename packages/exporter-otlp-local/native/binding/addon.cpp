#include <napi.h>
#include <otel_native/exporter.h>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "binding/send-traces.hpp"
#include "binding/tls-settings.hpp"
#include "exporter/exporter.hpp"
#include "gzip/gzip-encoder.hpp"
#include "shared/pin-library.hpp"

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

/// Reads a `NativeHeaders` of src/binding/addon.ts.
void read_headers(Napi::Env env, const Napi::Object& object, RequestTarget& target) {
  target.host = utf8(object.Get("host"));
  const auto headers = object.Get("headers").As<Napi::Array>();
  for (std::uint32_t i = 0; i + 1 < headers.Length(); i += 2) {
    target.headers.emplace_back(latin1(env, headers.Get(i)), latin1(env, headers.Get(i + 1)));
  }
}

/// Reads a `NativeSignalSettings` of src/binding/addon.ts.
std::optional<SignalSettings> signal_settings(Napi::Env env, Napi::Value value) {
  if (!value.IsObject()) return std::nullopt;
  const auto object = value.As<Napi::Object>();
  SignalSettings settings;
  settings.server.socket_path = utf8(object.Get("socketPath"));
  settings.server.host = utf8(object.Get("hostname"));
  settings.server.port = static_cast<std::uint16_t>(object.Get("port").As<Napi::Number>().Uint32Value());
  settings.target.path = utf8(object.Get("path"));
  read_headers(env, object, settings.target);
  settings.has_changing_headers = object.Get("hasChangingHeaders").ToBoolean().Value();
  constexpr double kNanosPerMilli = 1e6;
  settings.timeout_ns =
      static_cast<std::uint64_t>(object.Get("timeoutMillis").As<Napi::Number>().DoubleValue() * kNanosPerMilli);
  settings.max_retry_after_ns =
      static_cast<std::uint64_t>(object.Get("maxRetryAfterMillis").As<Napi::Number>().DoubleValue() * kNanosPerMilli);
  settings.gzip_level = object.Get("gzipLevel").As<Napi::Number>().Int32Value();
  settings.open_stream = open_stream_of(object.Get("tls"));
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
  const auto external = Napi::External<otel_native_exporter>::New(
      env, exporter, [](Napi::Env, otel_native_exporter* held) { held->release(held); });
  constexpr napi_type_tag kTag = {OTEL_NATIVE_EXPORTER_TAG_LOWER, OTEL_NATIVE_EXPORTER_TAG_UPPER};
  external.TypeTag(&kTag);
  return external;
}

Exporter& exporter_of(Napi::Value external) {
  return *Exporter::from(external.As<Napi::External<otel_native_exporter>>().Data());
}

/// `setHeaders(exporter, { traces?, metrics?, logs? })`
Napi::Value set_headers(const Napi::CallbackInfo& info) {
  constexpr std::pair<const char*, otel_native_signal> kSignals[] = {{"traces", OTEL_NATIVE_SIGNAL_TRACES},
                                                                     {"metrics", OTEL_NATIVE_SIGNAL_METRICS},
                                                                     {"logs", OTEL_NATIVE_SIGNAL_LOGS}};
  for (const auto& [name, signal] : kSignals) {
    const Napi::Value value = info[1].As<Napi::Object>().Get(name);
    if (!value.IsObject()) continue;
    RequestTarget target;
    read_headers(info.Env(), value.As<Napi::Object>(), target);
    exporter_of(info[0]).set_headers(signal, target);
  }
  return info.Env().Undefined();
}

/// `wantsHeaders(exporter)`
Napi::Value wants_headers(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), exporter_of(info[0]).take_wants_headers());
}

/// `discard(exporter)`: closes its descriptors. The memory is freed when JavaScript collects the external.
Napi::Value discard_exporter(const Napi::CallbackInfo& info) {
  auto* const exporter = info[0].As<Napi::External<otel_native_exporter>>().Data();
  exporter->shutdown(exporter, nullptr, [](void*, const otel_native_result*) {});
  return info.Env().Undefined();
}

Napi::Object init(Napi::Env env, Napi::Object exports) {
  otel_native::pin_library(reinterpret_cast<const void*>(&otel_native::pin_library));
  exports.Set("createExporter", Napi::Function::New(env, create_exporter, "createExporter"));
  exports.Set("discard", Napi::Function::New(env, discard_exporter, "discard"));
  exports.Set("setHeaders", Napi::Function::New(env, set_headers, "setHeaders"));
  exports.Set("wantsHeaders", Napi::Function::New(env, wants_headers, "wantsHeaders"));
  exports.Set("hasZlib", Napi::Boolean::New(env, host_zlib() != nullptr));
  exports.Set("useOpenSsl", Napi::Function::New(env, use_openssl, "useOpenSsl"));
  exports.Set("setDefaultRoots", Napi::Function::New(env, set_default_roots, "setDefaultRoots"));
  exports.Set("send", Napi::Function::New(env, send_traces, "send"));
  return exports;
}

}  // namespace

NODE_API_MODULE(otel_native_exporter_otlp_local, init)
