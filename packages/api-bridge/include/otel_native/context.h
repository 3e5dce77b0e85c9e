/**
 * The context ABI of otel-native, version 1: native code reads the active span without entering JavaScript.
 *
 * JavaScript provides a reader as a BigInt, its address: `nativeContextReader()` of `@otel-native/context-native` for
 * the registered context manager, or `manager.nativeReader()` for a specific one. An addon reads the BigInt with
 * `napi_get_value_bigint_uint64` or `v8::BigInt::Uint64Value` and passes it to `otel_native_context_reader_at`. Plain
 * C: different compilers may build the two sides.
 *
 * Rules for the caller
 * - `read` runs on the JavaScript thread that provided the reader, anywhere that V8's interface may be used: in a
 *   function of an addon, between two tasks of the event loop, in an interrupt (`v8::Isolate::RequestInterrupt`).
 * - `read` is NOT async-signal-safe, and must not be called from callbacks of the garbage collector: it uses V8 handles
 *   and may allocate in V8's heap. A profiler that samples with signals requests an interrupt, or reads before the
 *   sample.
 * - Each worker thread has its own readers.
 * - A reader lives until its JavaScript environment ends. To use it longer, call `retain` before that and `release`
 *   when done; both are thread-safe. After the environment has ended `read` returns UNAVAILABLE.
 * - The addon's code stays loaded until the process ends.
 *
 * `read` runs no JavaScript: no function, no getter, no trap of a proxy. It reads only own data properties, so it does
 * not recognize a span that stores its ids elsewhere.
 */
#ifndef OTEL_NATIVE_CONTEXT_H
#define OTEL_NATIVE_CONTEXT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Increases when a field changes its meaning; a caller must refuse a reader of another version. */
#define OTEL_NATIVE_CONTEXT_ABI_VERSION 1u

/**
 * The active span's ids in the byte order of a W3C traceparent: the first byte holds its first two hexadecimal digits.
 */
typedef struct otel_native_active_span {
  uint32_t struct_size; /**< sizeof(otel_native_active_span) as the caller knows it; set by the caller */
  uint8_t trace_id[16];
  uint8_t span_id[8];
  uint8_t trace_flags; /**< bit 0: sampled */
} otel_native_active_span;

typedef enum otel_native_context_status {
  OTEL_NATIVE_CONTEXT_SPAN = 0, /**< a span with a valid context is active: its ids are filled in */
  OTEL_NATIVE_CONTEXT_NONE = 1, /**< no span is active, or one that cannot be read without running JavaScript */
  /** The manager is not enabled, or carries contexts through AsyncLocalStorage; or its environment has ended. */
  OTEL_NATIVE_CONTEXT_UNAVAILABLE = 2,
  OTEL_NATIVE_CONTEXT_WRONG_THREAD = 3 /**< this thread does not run the JavaScript that the reader is for */
} otel_native_context_status;

/** A reader: a table of functions that each take the reader itself. */
typedef struct otel_native_context_reader otel_native_context_reader;
struct otel_native_context_reader {
  uint32_t abi_version; /**< OTEL_NATIVE_CONTEXT_ABI_VERSION */
  uint32_t struct_size; /**< sizeof(otel_native_context_reader) */
  void (*retain)(otel_native_context_reader* self);
  void (*release)(otel_native_context_reader* self);
  /** Returns an otel_native_context_status. Unless that is SPAN, sets all fields except `struct_size` to zero. */
  uint32_t (*read)(otel_native_context_reader* self, otel_native_active_span* span);
};

/** Returns the reader at an address from JavaScript; NULL for zero or a reader of another version of this ABI. */
static inline otel_native_context_reader* otel_native_context_reader_at(uint64_t address) {
  otel_native_context_reader* reader = (otel_native_context_reader*)(uintptr_t)address;
  return reader != NULL && reader->abi_version == OTEL_NATIVE_CONTEXT_ABI_VERSION ? reader : NULL;
}

#ifdef __cplusplus
}
#endif
#endif
