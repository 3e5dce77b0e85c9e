/**
 * The exporter ABI of otel-native, version 2: batches are submitted, and answered later.
 *
 * A plug-in addon creates one `otel_native_exporter` and passes it to JavaScript as a Node-API external tagged with
 * OTEL_NATIVE_EXPORTER_TAG_*. `@otel-native/native-core` takes it from there and calls it on its drain thread. Plain C:
 * different compilers may build the two sides.
 *
 * Rules for the plug-in
 * - No function blocks: `submit`, `cancel` and `shutdown` begin something and return.
 * - `submit` stands for ONE attempt; the caller waits between attempts. Each `submit` is answered by exactly one call of
 *   its `done`, about `timeout_ns` later at the latest.
 * - `done` may be called on any thread. It may also be called before `submit`, `cancel` or `shutdown` returns. The
 *   plug-in holds no lock during the call that one of its own functions takes.
 * - `cancel` makes `done` follow soon for the batch with this token, usually with OTEL_NATIVE_EXPORT_RETRY. It does
 *   nothing if `done` was called in the meantime, or is being called on another thread.
 * - `retain` and `release` are thread-safe; the last `release` frees the exporter. The caller holds a reference while a
 *   batch is in flight. The plug-in's code must stay loaded until the process ends.
 * - No function throws, exits or changes signal handlers.
 *
 * Rules for the caller
 * - It holds no lock that `done` takes when it calls one of the functions.
 * - The bytes of a batch stay valid and unchanged until `done` was called for it.
 * - A token is unique among the batches in flight. The caller may reuse it after `done`, but not while it calls `cancel`.
 */
#ifndef OTEL_NATIVE_EXPORTER_H
#define OTEL_NATIVE_EXPORTER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Increases when a field changes its meaning; a host must refuse an exporter of another version. */
#define OTEL_NATIVE_EXPORTER_ABI_VERSION 2u

/** Node-API type tag (`napi_type_tag {lower, upper}`) of the external that carries an exporter. */
#define OTEL_NATIVE_EXPORTER_TAG_LOWER 0x6f74656c2d6e6174ull
#define OTEL_NATIVE_EXPORTER_TAG_UPPER 0x6578706f72740002ull

/** The signal that a batch carries: which OTLP request message its bytes are. */
typedef enum otel_native_signal {
  OTEL_NATIVE_SIGNAL_TRACES = 1,  /**< ExportTraceServiceRequest */
  OTEL_NATIVE_SIGNAL_METRICS = 2, /**< ExportMetricsServiceRequest */
  OTEL_NATIVE_SIGNAL_LOGS = 3     /**< ExportLogsServiceRequest */
} otel_native_signal;

/** One complete OTLP request in protobuf encoding. The struct is valid during `submit`, its `data` until `done`. */
typedef struct otel_native_batch {
  uint32_t struct_size; /**< sizeof(otel_native_batch) as the caller knows it */
  uint32_t signal;      /**< an otel_native_signal */
  const uint8_t* data;
  size_t size;         /**< bytes in `data` */
  uint32_t item_count; /**< spans, data points or log records in the batch */
  /** 1 when answers to this batch were lost before: send it over a new connection, so that a loss is due to the batch. */
  uint32_t new_connection;
} otel_native_batch;

typedef enum otel_native_export_status {
  OTEL_NATIVE_EXPORT_OK = 0,       /**< accepted, but for `rejected_items` of it */
  OTEL_NATIVE_EXPORT_RETRY = 1,    /**< not accepted; the same bytes may be sent again after `retry_after_ns` */
  OTEL_NATIVE_EXPORT_FAILED = 2,   /**< refused for good: the batch is lost */
  OTEL_NATIVE_EXPORT_TOO_LARGE = 3 /**< refused because of its size: the same bytes must not be sent again */
} otel_native_export_status;

/** Size of `otel_native_result::message` in bytes, including the final NUL. */
#define OTEL_NATIVE_MESSAGE_BYTES 256

/** The answer to a batch. Valid during `done`. Fields that the status does not mention are zero. */
typedef struct otel_native_result {
  uint32_t struct_size;     /**< sizeof(otel_native_result) as the plug-in knows it */
  uint32_t status;          /**< an otel_native_export_status */
  uint32_t rejected_items;  /**< with OK: items that the receiver refused (OTLP partial success) */
  uint32_t unreachable;     /**< with RETRY: 1 when nothing accepts connections at the address */
  uint32_t lost_unanswered; /**< with RETRY: 1 when a new connection broke after the batch was sent, before any answer */
  uint64_t retry_after_ns;  /**< with RETRY: how long to wait; backoff and `Retry-After` are applied */
  char message[OTEL_NATIVE_MESSAGE_BYTES]; /**< UTF-8, NUL-terminated, empty when all is well */
} otel_native_result;

/** Receives an answer, with the token that the caller gave. */
typedef void (*otel_native_done)(void* token, const otel_native_result* result);

/** An exporter: a table of functions that each take the exporter itself. */
typedef struct otel_native_exporter otel_native_exporter;
struct otel_native_exporter {
  uint32_t abi_version; /**< OTEL_NATIVE_EXPORTER_ABI_VERSION */
  uint32_t struct_size; /**< sizeof(otel_native_exporter) */
  /** How many batches of one pipeline may be in flight at the same time; at least 1. */
  uint32_t max_in_flight;
  void (*retain)(otel_native_exporter* self);
  void (*release)(otel_native_exporter* self);
  /** Begins one attempt, which may take `timeout_ns` from now. */
  void (*submit)(otel_native_exporter* self, const otel_native_batch* batch, uint64_t timeout_ns, void* token,
                 otel_native_done done);
  void (*cancel)(otel_native_exporter* self, void* token);
  /**
   * Closes idle connections and frees other resources of the system, then calls `done` soon with OTEL_NATIVE_EXPORT_OK.
   * Batches that others have in flight go on, and a later `submit` opens what it needs again.
   */
  void (*shutdown)(otel_native_exporter* self, void* token, otel_native_done done);
};

#ifdef __cplusplus
}
#endif
#endif
