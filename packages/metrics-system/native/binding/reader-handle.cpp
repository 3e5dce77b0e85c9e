#include "binding/reader-handle.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "platform/machine.hpp"

namespace otel_native::system_metrics {
namespace {

double steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string text(Napi::Value value) { return value.As<Napi::String>().Utf8Value(); }

}  // namespace

/// A reading on a thread of libuv's pool. It keeps the reader alive, and the event loop for as long as it takes.
class ReaderHandle::Reading : public Napi::AsyncWorker {
 public:
  explicit Reading(ReaderHandle& handle)
      : Napi::AsyncWorker(handle.Env(), "otel-native.system-metrics"),
        handle_(handle),
        done_(Napi::Promise::Deferred::New(handle.Env())) {
    handle.Ref();
  }
  Napi::Promise promise() const { return done_.Promise(); }

 private:
  void Execute() override { handle_.reader_.read(steady_seconds()); }
  void OnOK() override { done_.Resolve(Env().Undefined()); }
  void Destroy() override {
    handle_.Unref();
    Napi::AsyncWorker::Destroy();
  }

  ReaderHandle& handle_;
  Napi::Promise::Deferred done_;
};

Napi::Function ReaderHandle::define(Napi::Env env) {
  return DefineClass(env, "SystemReader",
                     {InstanceMethod<&ReaderHandle::read_sync>("readSync"), InstanceMethod<&ReaderHandle::read>("read"),
                      InstanceMethod<&ReaderHandle::write>("write"), InstanceMethod<&ReaderHandle::labels>("labels"),
                      InstanceMethod<&ReaderHandle::close>("close")});
}

/// `new SystemReader(procPath, cgroupPath, sources)`.
ReaderHandle::ReaderHandle(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<ReaderHandle>(info),
      reader_(text(info[0]), text(info[1]), info[2].As<Napi::Number>().Uint32Value(), this_machine()) {}

void ReaderHandle::read_sync(const Napi::CallbackInfo&) { reader_.read(steady_seconds()); }

/// Until the promise is resolved nothing else may be called.
Napi::Value ReaderHandle::read(const Napi::CallbackInfo&) {
  auto* const reading = new Reading(*this);
  const Napi::Promise promise = reading->promise();
  reading->Queue();
  return promise;
}

/// `write(values)`: how many numbers there are. When that is more than `values` holds, a larger array has to come.
Napi::Value ReaderHandle::write(const Napi::CallbackInfo& info) {
  auto values = info[0].As<Napi::Float64Array>();
  const std::size_t count = reader_.write(std::span(values.Data(), values.ElementLength()));
  return Napi::Number::New(info.Env(), static_cast<double>(count));
}

/// `labels()`: for each table the labels of all rows, one after the other.
Napi::Value ReaderHandle::labels(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto tables = reader_.snapshot().tables();
  const Napi::Array result = Napi::Array::New(env, tables.size());
  for (std::uint32_t i = 0; i < tables.size(); ++i) {
    const auto& labels = tables[i]->labels();
    const Napi::Array of_table = Napi::Array::New(env, labels.size());
    for (std::uint32_t j = 0; j < labels.size(); ++j) of_table.Set(j, Napi::String::New(env, labels[j]));
    result.Set(i, of_table);
  }
  return result;
}

void ReaderHandle::close(const Napi::CallbackInfo&) { reader_.close(); }

}  // namespace otel_native::system_metrics
