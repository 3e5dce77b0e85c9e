#include "binding/spool-functions.hpp"

#include "binding/item-kinds.hpp"
#include "binding/js-sink.hpp"
#include "binding/js-thread.hpp"
#include "binding/pipeline-arguments.hpp"
#include "pipeline/recovery.hpp"
#include "spool/spool-directory.hpp"

namespace otel_native {
namespace {

SpoolLimits read_limits(const Napi::Object& limits) {
  return {
      .max_bytes = static_cast<std::uint64_t>(number(limits, "maxBytes")),
      .max_total_bytes = static_cast<std::uint64_t>(number(limits, "maxTotalBytes")),
      .max_age = std::chrono::duration_cast<std::chrono::milliseconds>(milliseconds(number(limits, "maxAgeMillis")))};
}

Napi::Object message_object(Napi::Env env, const SpoolMessage& message) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("code", message.code);
  object.Set("message", message.text);
  return object;
}

Napi::Object error_result(Napi::Env env, const SpoolMessage& error) {
  Napi::Object result = Napi::Object::New(env);
  result.Set("error", message_object(env, error));
  return result;
}

/// Returns a JavaScript view of the ring that keeps the mapping alive. Null if the runtime allows only memory of its
/// own.
napi_value make_ring(Napi::Env env, const std::shared_ptr<Spool>& spool) {
  auto* kept = new std::shared_ptr<Spool>(spool);
  const auto finalize = [](napi_env, void*, void* hint) { delete static_cast<std::shared_ptr<Spool>*>(hint); };
  napi_value buffer = nullptr;
  napi_value ring = nullptr;
  if (napi_create_external_arraybuffer(env, spool->ring(), spool->ring_bytes(), finalize, kept, &buffer) != napi_ok) {
    delete kept;
    return nullptr;
  }
  napi_create_typedarray(env, napi_uint8_array, spool->ring_bytes(), buffer, 0, &ring);
  return ring;
}

Napi::Object outcome_object(Napi::Env env, const RecoveryOutcome& outcome) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("exported", static_cast<double>(outcome.exported));
  object.Set("lost", static_cast<double>(outcome.lost));
  object.Set("damagedFiles", static_cast<double>(outcome.damaged_files));
  object.Set("lastError", outcome.last_error);
  return object;
}

}  // namespace

Napi::Value open_spool(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  SpoolMessage error;
  const ItemKind& kind = item_kind(info[0]);
  const auto directory = SpoolDirectory::open(info[1].As<Napi::String>().Utf8Value(), kind.signal, error);
  if (directory == nullptr) return error_result(env, error);
  const auto ring_bytes = static_cast<std::uint64_t>(info[2].As<Napi::Number>().DoubleValue());
  const auto spool = directory->create(ring_bytes, read_limits(info[3].As<Napi::Object>()), error);
  if (spool == nullptr) return error_result(env, error);
  const napi_value ring = make_ring(env, spool);
  if (ring == nullptr) {
    spool->close();
    return error_result(env, {"ERR_OTEL_NATIVE_SPOOL_UNSUPPORTED", "this runtime does not take memory of a file"});
  }
  Napi::Object result = Napi::Object::New(env);
  result.Set("ring", Napi::Value(env, ring));
  result.Set("spool", Napi::External<std::shared_ptr<Spool>>::New(
                          env, new std::shared_ptr<Spool>(spool),
                          [](Napi::Env, std::shared_ptr<Spool>* pointer) { delete pointer; }));
  return result;
}

std::shared_ptr<Spool> unwrap_spool(Napi::Value value) {
  return *value.As<Napi::External<std::shared_ptr<Spool>>>().Data();
}

Napi::Value recover_spool(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  SpoolMessage error;
  const ItemKind& kind = item_kind(info[0]);
  const auto directory = SpoolDirectory::open(info[1].As<Napi::String>().Utf8Value(), kind.signal, error);
  if (directory == nullptr) return error_result(env, error);
  const bool is_sink = info[4].IsFunction();
  otel_native_exporter* exporter =
      is_sink ? make_js_sink(env, info[4].As<Napi::Function>()) : unwrap_exporter(env, info[4]);
  if (exporter == nullptr) {
    return error_result(env, {"ERR_OTEL_NATIVE_INVALID_OPTION", kNotAnExporter});
  }
  auto found = directory->take_abandoned(read_limits(info[2].As<Napi::Object>()));

  const auto deferred = std::make_shared<Napi::Promise::Deferred>(env);
  const std::shared_ptr<JsThread> thread = JsThread::open(env, "otel-native recovery");
  if (!info[5].As<Napi::Boolean>().Value()) thread->let_event_loop_end(env);
  auto stop = recover(kind, found.spools, exporter, read_options(info[3].As<Napi::Object>()),
                      [deferred, thread](const RecoveryOutcome& outcome) {
                        thread->post([deferred, outcome](Napi::Env env, Napi::Function) {
                          deferred->Resolve(outcome_object(env, outcome));
                        });
                        thread->close();
                      });
  if (is_sink) exporter->release(exporter);

  Napi::Array messages = Napi::Array::New(env);
  for (std::uint32_t i = 0; i < found.messages.size(); ++i) messages.Set(i, message_object(env, found.messages[i]));
  Napi::Object result = Napi::Object::New(env);
  result.Set("files", static_cast<double>(found.spools.size()));
  result.Set("messages", messages);
  result.Set("done", deferred->Promise());
  result.Set("stop", Napi::Function::New(env, [stop = std::move(stop)](const Napi::CallbackInfo&) { stop(); }));
  return result;
}

}  // namespace otel_native
