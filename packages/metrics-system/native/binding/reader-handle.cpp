#include "binding/reader-handle.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "observer/system-observer.hpp"
#include "platform/machine.hpp"

namespace otel_native::system_metrics {
namespace {

std::string text(Napi::Value value) { return value.As<Napi::String>().Utf8Value(); }

}  // namespace

/// A reading on a thread of libuv's pool. Keeps the event loop alive until it is done.
class ReaderHandle::Reading : public Napi::AsyncWorker {
 public:
  Reading(Napi::Env env, std::shared_ptr<SharedReader> reader)
      : Napi::AsyncWorker(env, "otel-native.system-metrics"),
        reader_(std::move(reader)),
        done_(Napi::Promise::Deferred::New(env)) {}
  Napi::Promise promise() const { return done_.Promise(); }

 private:
  void Execute() override { reader_->read(); }
  void OnOK() override { done_.Resolve(Env().Undefined()); }

  const std::shared_ptr<SharedReader> reader_;
  Napi::Promise::Deferred done_;
};

Napi::Function ReaderHandle::define(Napi::Env env) {
  return DefineClass(env, "SystemReader",
                     {InstanceMethod<&ReaderHandle::read_sync>("readSync"), InstanceMethod<&ReaderHandle::read>("read"),
                      InstanceMethod<&ReaderHandle::observer>("observer"),
                      InstanceMethod<&ReaderHandle::write>("write"), InstanceMethod<&ReaderHandle::layout>("layout"),
                      InstanceMethod<&ReaderHandle::labels>("labels"), InstanceMethod<&ReaderHandle::close>("close")});
}

/// `new SystemReader(procPath, cgroupPath, sources)`.
ReaderHandle::ReaderHandle(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<ReaderHandle>(info),
      reader_(std::make_shared<SharedReader>(text(info[0]), text(info[1]), info[2].As<Napi::Number>().Uint32Value(),
                                             this_machine())) {}

void ReaderHandle::read_sync(const Napi::CallbackInfo&) { reader_->read(); }

Napi::Value ReaderHandle::read(const Napi::CallbackInfo& info) {
  auto* const reading = new Reading(info.Env(), reader_);
  const Napi::Promise promise = reading->promise();
  reading->Queue();
  return promise;
}

/// `observer()`: returns an external that holds one reference to an `otel_native_observer`.
Napi::Value ReaderHandle::observer(const Napi::CallbackInfo& info) {
  const auto external = Napi::External<otel_native_observer>::New(
      info.Env(), SystemObserver::create(reader_), [](Napi::Env, otel_native_observer* held) { held->release(held); });
  constexpr napi_type_tag kTag = {OTEL_NATIVE_OBSERVER_TAG_LOWER, OTEL_NATIVE_OBSERVER_TAG_UPPER};
  external.TypeTag(&kTag);
  return external;
}

/// `write(values)`: returns how many numbers there are. If that is more than `values` holds, the caller needs a larger
/// array.
Napi::Value ReaderHandle::write(const Napi::CallbackInfo& info) {
  auto values = info[0].As<Napi::Float64Array>();
  const std::size_t count = reader_->write(std::span(values.Data(), values.ElementLength()));
  return Napi::Number::New(info.Env(), static_cast<double>(count));
}

Napi::Value ReaderHandle::layout(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), reader_->layout());
}

/// `labels()`: returns for each table the labels of all rows in sequence.
Napi::Value ReaderHandle::labels(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const std::vector<std::vector<std::string>> labels = reader_->labels();
  const Napi::Array result = Napi::Array::New(env, labels.size());
  for (std::uint32_t i = 0; i < labels.size(); ++i) {
    const Napi::Array of_table = Napi::Array::New(env, labels[i].size());
    for (std::uint32_t j = 0; j < labels[i].size(); ++j) of_table.Set(j, Napi::String::New(env, labels[i][j]));
    result.Set(i, of_table);
  }
  return result;
}

void ReaderHandle::close(const Napi::CallbackInfo&) { reader_->close(); }

}  // namespace otel_native::system_metrics
