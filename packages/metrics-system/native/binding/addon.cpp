#include <napi.h>
#include <uv.h>

#include <cstdint>
#include <span>
#include <string_view>

#include "binding/loop-delay-handle.hpp"
#include "binding/reader-handle.hpp"
#include "claim/process-claim.hpp"
#include "reader/sources.hpp"
#include "snapshot/snapshot.hpp"

namespace {

using namespace otel_native::system_metrics;

// One claim per process, across all environments. Never destroyed, because workers may outlive static objects.
ProcessClaim& process_claim() {
  static auto* const claim = new ProcessClaim();
  return *claim;
}

Napi::Array array_of(Napi::Env env, std::span<const std::string_view> names) {
  const Napi::Array array = Napi::Array::New(env, names.size());
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    array.Set(i, Napi::String::New(env, names[i].data(), names[i].size()));
  }
  return array;
}

Napi::Array slots(Napi::Env env) {
  const Napi::Array array = Napi::Array::New(env, kSlotCount);
  for (std::uint32_t i = 0; i < kSlotCount; ++i) {
    array.Set(i, Napi::String::New(env, kSlotNames[i].name.data(), kSlotNames[i].name.size()));
  }
  return array;
}

Napi::Array tables(Napi::Env env) {
  const Snapshot snapshot;
  const auto all = snapshot.tables();
  const Napi::Array array = Napi::Array::New(env, all.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const Napi::Object table = Napi::Object::New(env);
    table.Set("name", Napi::String::New(env, all[i]->name().data(), all[i]->name().size()));
    table.Set("columns", array_of(env, all[i]->columns()));
    table.Set("labelCount", Napi::Number::New(env, static_cast<double>(all[i]->label_count())));
    array.Set(i, table);
  }
  return array;
}

bool is_main_thread(Napi::Env env) {
  uv_loop_t* loop = nullptr;
  return napi_get_uv_event_loop(env, &loop) == napi_ok && loop == uv_default_loop();
}

const void* owner(Napi::Env env) { return static_cast<napi_env>(env); }

Napi::Value claim(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), process_claim().take(owner(info.Env())));
}

void give_back(const Napi::CallbackInfo& info) { process_claim().give_back(owner(info.Env())); }

Napi::Object init(Napi::Env env, Napi::Object exports) {
  env.AddCleanupHook([ended = owner(env)] { process_claim().give_back_all(ended); });
  exports.Set("isMainThread", is_main_thread(env));
  exports.Set("slots", slots(env));
  exports.Set("tables", tables(env));
  exports.Set("sources", array_of(env, kSourceNames));
  exports.Set("SystemReader", ReaderHandle::define(env));
  exports.Set("LoopDelay", LoopDelayHandle::define(env));
  exports.Set("claim", Napi::Function::New(env, claim, "claim"));
  exports.Set("giveBack", Napi::Function::New(env, give_back, "giveBack"));
  return exports;
}

}  // namespace

NODE_API_MODULE(otel_native_metrics_system, init)
