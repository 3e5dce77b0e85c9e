/**
 * The observer ABI of otel-native, version 1: values of observable instruments from native code.
 *
 * A plug-in addon creates one `otel_native_observer` and passes it to JavaScript as a Node-API external tagged with
 * OTEL_NATIVE_OBSERVER_TAG_*. `@otel-native/native-core` takes it from there and calls it before each collection.
 * JavaScript has described the values beforehand (`kObserveNatively` of `@otel-native/api-bridge/observation`).
 *
 * Rules for the plug-in
 * - `observe` runs on a separate thread of the host and may block. One meter provider makes one call at a time; several
 *   providers that share an observer may call it at once. A host continues without an observer that takes too long, and
 *   calls it again after that call has returned.
 * - `retain` and `release` are thread-safe and do not block; the last `release` frees the observer. The host keeps the
 *   plug-in's code loaded.
 * - No function throws, exits or changes signal handlers.
 */
#ifndef OTEL_NATIVE_OBSERVER_H
#define OTEL_NATIVE_OBSERVER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Increases when a field changes its meaning; a host must refuse an observer of another version. */
#define OTEL_NATIVE_OBSERVER_ABI_VERSION 1u

/** Node-API type tag (`napi_type_tag {lower, upper}`) of the external that carries an observer. */
#define OTEL_NATIVE_OBSERVER_TAG_LOWER 0x6f74656c2d6e6174ull
#define OTEL_NATIVE_OBSERVER_TAG_UPPER 0x6f62736572760001ull

/** The observed values. Valid only during the call. */
typedef struct otel_native_values {
  uint32_t struct_size; /**< sizeof(otel_native_values) as the observer knows it */
  uint32_t layout;      /**< another one when a place has another meaning than before */
  const double* values; /**< NaN where there is none */
  size_t count;
} otel_native_values;

/** An observer: a table of functions that each take the observer itself. */
typedef struct otel_native_observer otel_native_observer;
struct otel_native_observer {
  uint32_t abi_version; /**< OTEL_NATIVE_OBSERVER_ABI_VERSION */
  uint32_t struct_size; /**< sizeof(otel_native_observer) */
  void (*retain)(otel_native_observer* self);
  void (*release)(otel_native_observer* self);
  /** Observes, and calls `take` with `context` once before it returns. */
  void (*observe)(otel_native_observer* self,
                  void (*take)(void* context, const otel_native_values* values), void* context);
};

#ifdef __cplusplus
}
#endif
#endif
