/** Checked by `npm run typecheck`, never run. */
import type { Instrumentation as OfficialInstrumentation } from '@opentelemetry/instrumentation';
import type { HttpInstrumentationConfig as OfficialConfig } from '@opentelemetry/instrumentation-http';
import {
  HttpInstrumentation,
  type HttpInstrumentationConfig,
  type Instrumentation,
} from '@otel-native/instrumentations/http';
import { expectTypeOf } from 'expect-type';

expectTypeOf<HttpInstrumentation>().toExtend<Instrumentation>();
expectTypeOf<HttpInstrumentation>().toExtend<OfficialInstrumentation>();
expectTypeOf(HttpInstrumentation).toBeConstructibleWith();
// What was written for the official instrumentation fits, hooks included.
expectTypeOf<OfficialConfig>().toExtend<HttpInstrumentationConfig>();
expectTypeOf<keyof HttpInstrumentationConfig>().toEqualTypeOf<keyof OfficialConfig>();
