import type { Instrumentation, InstrumentationClass } from '../base/instrumentation';
import { instrumentationClass } from '../base/instrumentation-class';
import { readUndiciOptions, type UndiciInstrumentationConfig } from './undici-options';
import { UndiciRecorder } from './undici-recorder';

/**
 * Records each request of `fetch` and of the package `undici`, from undici 5 on: a client span, its duration as
 * `http.client.request.duration`, and the headers of propagation.
 * https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client
 *
 * It learns of requests through undici's diagnostics channels and patches nothing. Without an SDK it returns at once.
 */
export const UndiciInstrumentation: InstrumentationClass<UndiciInstrumentationConfig> =
  instrumentationClass({
    name: '@otel-native/instrumentations/undici',
    readOptions: readUndiciOptions,
    createRecorder: (scope) => new UndiciRecorder(scope),
  });

/** An instance of the class. */
export type UndiciInstrumentation = Instrumentation<UndiciInstrumentationConfig>;
