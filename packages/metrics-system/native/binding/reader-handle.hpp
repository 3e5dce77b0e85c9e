#pragma once

#include <napi.h>

#include <memory>

#include "reader/shared-reader.hpp"

namespace otel_native::system_metrics {

/// The class `SystemReader` of src/binding/addon.ts.
class ReaderHandle : public Napi::ObjectWrap<ReaderHandle> {
 public:
  static Napi::Function define(Napi::Env env);

  explicit ReaderHandle(const Napi::CallbackInfo& info);

 private:
  class Reading;

  void read_sync(const Napi::CallbackInfo& info);
  Napi::Value read(const Napi::CallbackInfo& info);
  Napi::Value observer(const Napi::CallbackInfo& info);
  Napi::Value write(const Napi::CallbackInfo& info);
  Napi::Value layout(const Napi::CallbackInfo& info);
  Napi::Value labels(const Napi::CallbackInfo& info);
  void close(const Napi::CallbackInfo& info);

  const std::shared_ptr<SharedReader> reader_;
};

}  // namespace otel_native::system_metrics
