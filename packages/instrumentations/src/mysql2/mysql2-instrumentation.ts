import type { Instrumentation, InstrumentationClass } from '../base/instrumentation';
import { instrumentationClass } from '../base/instrumentation-class';
import { readMySQL2Options, type MySQL2InstrumentationConfig } from './mysql2-options';
import { MySQL2Recorder } from './mysql2-recorder';

/**
 * Records each query and prepared statement of mysql2, from mysql2 3.20 on: a client span.
 * https://opentelemetry.io/docs/specs/semconv/database/sql/
 *
 * It learns of them through mysql2's tracing channels and patches nothing. Older versions publish none. Without an SDK it
 * returns at once.
 */
export const MySQL2Instrumentation: InstrumentationClass<MySQL2InstrumentationConfig> =
  instrumentationClass({
    name: '@otel-native/instrumentations/mysql2',
    readOptions: readMySQL2Options,
    createRecorder: (scope) => new MySQL2Recorder(scope),
  });

/** An instance of the class. */
export type MySQL2Instrumentation = Instrumentation<MySQL2InstrumentationConfig>;
