#pragma once

#include <napi.h>

#include "otlp/item-kind.hpp"

namespace otel_native {

/// Returns the items of a signal whose records go through a ring: `'traces'` or `'logs'`.
const ItemKind& item_kind(Napi::Value signal);

}  // namespace otel_native
