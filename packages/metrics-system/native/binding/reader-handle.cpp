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

Napi::Function ReaderHandle::define(Napi::Env env) {
  return DefineClass(env, "SystemReader",
                     {InstanceMethod<&ReaderHandle::read>("read"), InstanceMethod<&ReaderHandle::labels>("labels"),
                      InstanceMethod<&ReaderHandle::close>("close")});
}

/// `new SystemReader(procPath, cgroupPath, sources)`.
ReaderHandle::ReaderHandle(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<ReaderHandle>(info),
      reader_(text(info[0]), text(info[1]), info[2].As<Napi::Number>().Uint32Value(), this_machine()) {}

/// `read(values)`: how many numbers there are. When that is more than `values` holds, a larger array has to come.
Napi::Value ReaderHandle::read(const Napi::CallbackInfo& info) {
  auto values = info[0].As<Napi::Float64Array>();
  reader_.read(steady_seconds());
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
