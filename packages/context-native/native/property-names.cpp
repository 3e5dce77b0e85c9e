#include "property-names.hpp"

namespace otel_native {

namespace {

v8::Local<v8::String> text(v8::Isolate* isolate, const char* latin) {
  return v8::String::NewFromUtf8(isolate, latin, v8::NewStringType::kInternalized).ToLocalChecked();
}

}  // namespace

PropertyNames::PropertyNames(v8::Isolate* isolate)
    : isolate_(isolate), span_key_(isolate, v8::Symbol::For(isolate, text(isolate, kSpanKeyDescription))) {
  for (size_t i = 0; i < names_.size(); i++) names_[i].Reset(isolate, text(isolate, kPropertyNames[i]));
}

v8::Local<v8::Name> PropertyNames::operator[](Name name) const {
  return names_[static_cast<size_t>(name)].Get(isolate_);
}

v8::Local<v8::Symbol> PropertyNames::span_key() const { return span_key_.Get(isolate_); }

}  // namespace otel_native
