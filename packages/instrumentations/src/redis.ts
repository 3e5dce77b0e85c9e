export type {
  Instrumentation,
  InstrumentationClass,
  InstrumentationConfig,
} from './base/instrumentation';
export { RedisInstrumentation } from './redis/redis-instrumentation';
export type { RedisInstrumentationConfig } from './redis/redis-options';
