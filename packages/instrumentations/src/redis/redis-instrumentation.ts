import type { Instrumentation, InstrumentationClass } from '../base/instrumentation';
import { instrumentationClass } from '../base/instrumentation-class';
import { readRedisOptions, type RedisInstrumentationConfig } from './redis-options';
import { RedisRecorder } from './redis-recorder';

/**
 * Records connections, commands and transactions of the package `redis`, from 5.12 on: client spans.
 * https://opentelemetry.io/docs/specs/semconv/database/redis/
 *
 * It learns of them through the tracing channels of `@redis/client` and patches nothing. Older versions publish none.
 * Without an SDK it returns at once.
 */
export const RedisInstrumentation: InstrumentationClass<RedisInstrumentationConfig> =
  instrumentationClass({
    name: '@otel-native/instrumentations/redis',
    readOptions: readRedisOptions,
    createRecorder: (scope) => new RedisRecorder(scope),
  });

/** An instance of the class. */
export type RedisInstrumentation = Instrumentation<RedisInstrumentationConfig>;
