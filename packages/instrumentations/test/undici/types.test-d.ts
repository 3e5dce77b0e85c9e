/** Checked by `npm run typecheck`, never run. */
import type { Instrumentation as OfficialInstrumentation } from '@opentelemetry/instrumentation';
import type { UndiciInstrumentationConfig as OfficialConfig } from '@opentelemetry/instrumentation-undici';
import {
  UndiciInstrumentation,
  type Instrumentation,
  type UndiciInstrumentationConfig,
} from '@otel-native/instrumentations/undici';
import { expectTypeOf } from 'expect-type';

expectTypeOf<UndiciInstrumentation>().toExtend<Instrumentation>();
expectTypeOf<UndiciInstrumentation>().toExtend<OfficialInstrumentation>();
expectTypeOf(UndiciInstrumentation).toBeConstructibleWith();
// What was written for the official instrumentation fits, hooks included.
expectTypeOf<OfficialConfig>().toExtend<UndiciInstrumentationConfig>();
expectTypeOf<keyof UndiciInstrumentationConfig>().toEqualTypeOf<keyof OfficialConfig>();
