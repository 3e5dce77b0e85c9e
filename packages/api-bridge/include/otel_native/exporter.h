/**
 * The exporter ABI of otel-native, version 1.
 *
 * A plug-in addon creates one `otel_native_exporter` and passes it to JavaScript as a Node-API external tagged with
 * OTEL_NATIVE_EXPORTER_TAG_*. `@otel-native/native-core` takes it from there and calls it on its export thread. Plain
 * C: different compilers may build the two sides.
 *
 * Rules for the plug-in
 * - `export_batch` runs on one thread at a time, never on a JavaScript thread. It makes ONE attempt and returns within
 *   `timeout_ns`; the caller waits between attempts.
 * - `interrupt` may be called from any thread at any time, and makes a running `export_batch` return soon with
 *   OTEL_NATIVE_EXPORT_RETRY.
 * - `retain` and `release` are thread-safe; the last `release` frees the exporter. The plug-in's code must stay loaded
 *   until the process ends.
 * - No function throws, exits or changes signal handlers.
 */
#ifndef OTEL_NATIVE_EXPORTER_H
#define OTEL_NATIVE_EXPORTER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Increases when a field changes its meaning; a host must refuse an exporter of another version. */
#define OTEL_NATIVE_EXPORTER_ABI_VERSION 1u

/** Node-API type tag (`napi_type_tag {lower, upper}`) of the external that carries an exporter. */
#define OTEL_NATIVE_EXPORTER_TAG_LOWER 0x6f74656c2d6e6174ull
#define OTEL_NATIVE_EXPORTER_TAG_UPPER 0x6578706f72740001ull

/** The signal that a batch carries: which OTLP request message its bytes are. */
typedef enum otel_native_signal {
  OTEL_NATIVE_SIGNAL_TRACES = 1,  /**< ExportTraceServiceRequest */
  OTEL_NATIVE_SIGNAL_METRICS = 2, /**< ExportMetricsServiceRequest */
  OTEL_NATIVE_SIGNAL_LOGS = 3     /**< ExportLogsServiceRequest */
} otel_native_signal;

/** One complete OTLP request in protobuf encoding. Valid only during the call. */
typedef struct otel_native_batch {
  uint32_t struct_size; /**< sizeof(otel_native_batch) as the caller knows it */
  uint32_t signal;      /**< an otel_native_signal */
  const uint8_t* data;
  size_t size;         /**< bytes in `data` */
  uint32_t item_count; /**< spans, data points or log records in the batch */
} otel_native_batch;

typedef enum otel_native_export_status {
  OTEL_NATIVE_EXPORT_OK = 0,    /**< accepted, but for `rejected_items` of it */
  OTEL_NATIVE_EXPORT_RETRY = 1, /**< not accepted; the same bytes may be sent again after `retry_after_ns` */
  OTEL_NATIVE_EXPORT_FAILED = 2 /**< refused for good: the batch is lost */
} otel_native_export_status;

/** Size of `otel_native_result::message` in bytes, including the final NUL. */
#define OTEL_NATIVE_MESSAGE_BYTES 256

/** Filled in by `export_batch`. The caller zeroes it first. */
typedef struct otel_native_result {
  uint32_t struct_size;
  uint32_t status;         /**< an otel_native_export_status */
  uint32_t rejected_items; /**< with OK: items that the receiver refused (OTLP partial success) */
  uint32_t unreachable;    /**< with RETRY: 1 when nothing accepts connections at the address */
  uint64_t retry_after_ns; /**< with RETRY: how long to wait; backoff and `Retry-After` are applied */
  char message[OTEL_NATIVE_MESSAGE_BYTES]; /**< UTF-8, NUL-terminated, empty when all is well */
} otel_native_result;

/** An exporter: a table of functions that each take the exporter itself. */
typedef struct otel_native_exporter otel_native_exporter;
struct otel_native_exporter {
  uint32_t abi_version; /**< OTEL_NATIVE_EXPORTER_ABI_VERSION */
  uint32_t struct_size; /**< sizeof(otel_native_exporter) */
  void (*retain)(otel_native_exporter* self);
  void (*release)(otel_native_exporter* self);
  void (*export_batch)(otel_native_exporter* self, const otel_native_batch* batch,
                       uint64_t timeout_ns, otel_native_result* result);
  void (*interrupt)(otel_native_exporter* self);
  /** Closes connections; no `export_batch` follows. Returns within `timeout_ns`. */
  void (*shutdown)(otel_native_exporter* self, uint64_t timeout_ns);
};

#ifdef __cplusplus
}
#endif
#endif
