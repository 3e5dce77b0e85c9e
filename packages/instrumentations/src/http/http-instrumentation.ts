import type { Instrumentation, InstrumentationClass } from '../base/instrumentation';
import { instrumentationClass } from '../base/instrumentation-class';
import { readHttpOptions, type HttpInstrumentationConfig } from './http-options';
import { HttpRecorder } from './http-recorder';

/**
 * Records each request to servers of `node:http` and `node:https`, and each request that `http.request()` and its relatives
 * make: a span, its duration as `http.server.request.duration` or `http.client.request.duration`, and the headers of
 * propagation. https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 *
 * It learns of requests through Node's diagnostics channels, and patches one method: `http.Agent.prototype.addRequest`.
 * Without an SDK it returns at once.
 */
export const HttpInstrumentation: InstrumentationClass<HttpInstrumentationConfig> =
  instrumentationClass({
    name: '@otel-native/instrumentations/http',
    readOptions: readHttpOptions,
    createRecorder: (scope) => new HttpRecorder(scope),
  });

/** An instance of the class. */
export type HttpInstrumentation = Instrumentation<HttpInstrumentationConfig>;
