import type { Instrumentation, InstrumentationClass } from '../base/instrumentation';
import { instrumentationClass } from '../base/instrumentation-class';
import { readFastifyOptions, type FastifyInstrumentationConfig } from './fastify-options';
import { FastifyRecorder } from './fastify-recorder';

/**
 * Records each application of Fastify 5: a span for a request, its hooks and its handler, named as `@fastify/otel` names
 * them. Sets `http.route` of the server span.
 *
 * Fastify announces each application on a diagnostics channel: nothing is patched, and no plugin is registered. Applications
 * that exist already are not recorded.
 */
export const FastifyInstrumentation: InstrumentationClass<FastifyInstrumentationConfig> =
  instrumentationClass({
    name: '@otel-native/instrumentations/fastify',
    readOptions: readFastifyOptions,
    createRecorder: (scope) => new FastifyRecorder(scope),
  });

/** An instance of the class. */
export type FastifyInstrumentation = Instrumentation<FastifyInstrumentationConfig>;
