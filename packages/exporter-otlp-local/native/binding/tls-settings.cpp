#include "binding/tls-settings.hpp"

#include <memory>
#include <string>

#include "tls/openssl.hpp"
#include "tls/roots.hpp"
#include "tls/tls-context.hpp"

namespace otel_native::otlp_local {
namespace {

std::string text(Napi::Value value) { return value.As<Napi::String>().Utf8Value(); }

int version(Napi::Value value) { return value.As<Napi::Number>().Int32Value(); }

TlsSettings tls_settings(const Napi::Object& object) {
  TlsSettings settings;
  settings.host = text(object.Get("host"));
  settings.authorities.path = text(object.Get("caFile"));
  settings.certificate.path = text(object.Get("certFile"));
  settings.key.path = text(object.Get("keyFile"));
  settings.ciphers = text(object.Get("ciphers"));
  settings.cipher_suites = text(object.Get("cipherSuites"));
  settings.min_version = version(object.Get("minVersion"));
  settings.max_version = version(object.Get("maxVersion"));
  settings.is_verified = object.Get("isVerified").As<Napi::Boolean>().Value();
  return settings;
}

}  // namespace

Napi::Value use_openssl(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), use_host_openssl(text(info[0])));
}

Napi::Value set_default_roots(const Napi::CallbackInfo& info) {
  set_default_roots({text(info[0]), info[1].As<Napi::Boolean>().Value()});
  return info.Env().Undefined();
}

OpenStream open_stream_of(Napi::Value value) {
  if (!value.IsObject()) return open_plain_stream;
  const auto context = std::make_shared<TlsContext>(tls_settings(value.As<Napi::Object>()));
  return [context](int fd, std::string& error) { return context->open(fd, error); };
}

}  // namespace otel_native::otlp_local
