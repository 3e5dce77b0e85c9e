import { announce } from '../diagnostics/announce';
import {
  loadExpressInstrumentation,
  loadFastifyInstrumentation,
  loadHttpInstrumentation,
  loadMySQL2Instrumentation,
  loadRedisInstrumentation,
  loadUndiciInstrumentation,
} from '../lazy-parts.cjs';
import type { Entry } from './chosen-instrumentations';
import type { Instrumentation } from './instrumentation';

/** Loads an entry of `@otel-native/instrumentations`, and creates its instrumentation. `ai` has none. */
const creators: Readonly<Partial<Record<Entry, () => Instrumentation>>> = {
  http: () => new (loadHttpInstrumentation().HttpInstrumentation)(),
  undici: () => new (loadUndiciInstrumentation().UndiciInstrumentation)(),
  express: () => new (loadExpressInstrumentation().ExpressInstrumentation)(),
  fastify: () => new (loadFastifyInstrumentation().FastifyInstrumentation)(),
  mysql2: () => new (loadMySQL2Instrumentation().MySQL2Instrumentation)(),
  redis: () => new (loadRedisInstrumentation().RedisInstrumentation)(),
};

/** Creates the instrumentations of these entries. A bundle may lack one: then one line says so. */
export function ownInstrumentations(entries: readonly Entry[]): Instrumentation[] {
  return entries.flatMap((entry) => {
    try {
      return creators[entry]?.() ?? [];
    } catch (error) {
      const reason = (error as Error).message.split('\n', 1)[0];
      announce('OTEL_NATIVE_PART_MISSING', `${entry} is not instrumented: ${reason}`);
      return [];
    }
  });
}
