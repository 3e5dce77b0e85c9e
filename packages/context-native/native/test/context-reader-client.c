/*
 * Reads the active span as a native addon would: it has the header, and an address that JavaScript gave it.
 */
#include <node_api.h>
#include <otel_native/context.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

static otel_native_context_reader* reader_argument(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  uint64_t address = 0;
  bool lossless = false;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  if (napi_get_value_bigint_uint64(env, argument, &address, &lossless) != napi_ok || !lossless) return NULL;
  return otel_native_context_reader_at(address);
}

static void set_bytes(napi_env env, napi_value object, const char* name, const uint8_t* bytes, size_t size) {
  napi_value value;
  napi_create_buffer_copy(env, size, bytes, NULL, &value);
  napi_set_named_property(env, object, name, value);
}

static void set_number(napi_env env, napi_value object, const char* name, uint32_t number) {
  napi_value value;
  napi_create_uint32(env, number, &value);
  napi_set_named_property(env, object, name, value);
}

static napi_value result(napi_env env, uint32_t status, const otel_native_active_span* span) {
  napi_value object;
  napi_create_object(env, &object);
  set_number(env, object, "status", status);
  set_bytes(env, object, "traceId", span->trace_id, sizeof(span->trace_id));
  set_bytes(env, object, "spanId", span->span_id, sizeof(span->span_id));
  set_number(env, object, "traceFlags", span->trace_flags);
  return object;
}

/* read(address): what the reader gives; undefined where the header does not accept the address. */
static napi_value read_span(napi_env env, napi_callback_info info) {
  otel_native_context_reader* reader = reader_argument(env, info);
  if (reader == NULL) return NULL;
  otel_native_active_span span;
  memset(&span, 0xff, sizeof(span));
  span.struct_size = sizeof(span);
  const uint32_t status = reader->read(reader, &span);
  return result(env, status, &span);
}

typedef struct other_thread {
  otel_native_context_reader* reader;
  otel_native_active_span span;
  uint32_t status;
} other_thread;

static void* read_elsewhere(void* argument) {
  other_thread* other = argument;
  other->status = other->reader->read(other->reader, &other->span);
  return NULL;
}

/* readOnOtherThread(address): what a thread without JavaScript gets. */
static napi_value read_on_other_thread(napi_env env, napi_callback_info info) {
  other_thread other = {reader_argument(env, info), {sizeof(otel_native_active_span), {0}, {0}, 0}, 0};
  pthread_t thread;
  if (other.reader == NULL || pthread_create(&thread, NULL, read_elsewhere, &other) != 0) return NULL;
  pthread_join(thread, NULL);
  return result(env, other.status, &other.span);
}

/* readShort(address): how many bytes are written for a caller that knows fewer fields. */
static napi_value read_short(napi_env env, napi_callback_info info) {
  otel_native_context_reader* reader = reader_argument(env, info);
  if (reader == NULL) return NULL;
  otel_native_active_span span;
  memset(&span, 0xff, sizeof(span));
  span.struct_size = offsetof(otel_native_active_span, span_id);
  const uint32_t status = reader->read(reader, &span);
  return result(env, status, &span);
}

/* retain(address) and release(address) as a consumer does that outlives the environment of the reader. */
static napi_value retain_reader(napi_env env, napi_callback_info info) {
  otel_native_context_reader* reader = reader_argument(env, info);
  if (reader != NULL) reader->retain(reader);
  return NULL;
}

static napi_value release_reader(napi_env env, napi_callback_info info) {
  otel_native_context_reader* reader = reader_argument(env, info);
  if (reader != NULL) reader->release(reader);
  return NULL;
}

NAPI_MODULE_INIT() {
  const napi_property_descriptor functions[] = {
      {"read", NULL, read_span, NULL, NULL, NULL, napi_enumerable, NULL},
      {"readOnOtherThread", NULL, read_on_other_thread, NULL, NULL, NULL, napi_enumerable, NULL},
      {"readShort", NULL, read_short, NULL, NULL, NULL, napi_enumerable, NULL},
      {"retain", NULL, retain_reader, NULL, NULL, NULL, napi_enumerable, NULL},
      {"release", NULL, release_reader, NULL, NULL, NULL, napi_enumerable, NULL},
  };
  napi_define_properties(env, exports, sizeof(functions) / sizeof(functions[0]), functions);
  return exports;
}
