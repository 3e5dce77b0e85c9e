#include "binding/item-kinds.hpp"

#include "logs/log-record-encoder.hpp"
#include "traces/span-encoder.hpp"

namespace otel_native {

const ItemKind& item_kind(Napi::Value signal) {
  return signal.As<Napi::String>().Utf8Value() == "logs" ? kLogRecords : kSpans;
}

}  // namespace otel_native
