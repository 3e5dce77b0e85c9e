/** Checked by `npm run typecheck`, never run. */
import type { Instrumentation as OfficialInstrumentation } from '@opentelemetry/instrumentation';
import type {
  ExpressInstrumentationConfig as OfficialConfig,
  ExpressLayerType as OfficialLayerType,
} from '@opentelemetry/instrumentation-express';
import {
  ExpressInstrumentation,
  instrumentExpress,
  type ExpressInstrumentationConfig,
  type ExpressLayerType,
  type Instrumentation,
} from '@otel-native/instrumentations/express';
import { expectTypeOf } from 'expect-type';
import express, { type Request } from 'express';

expectTypeOf<ExpressInstrumentation>().toExtend<Instrumentation>();
expectTypeOf<ExpressInstrumentation>().toExtend<OfficialInstrumentation>();
expectTypeOf(ExpressInstrumentation).toBeConstructibleWith();
// Options of the official instrumentation have the same names. Its layer types are an enum, which fits nothing else: ours
// has the same members.
expectTypeOf<keyof ExpressInstrumentationConfig>().toEqualTypeOf<keyof OfficialConfig>();
expectTypeOf<OfficialConfig['ignoreLayers']>().toExtend<
  ExpressInstrumentationConfig['ignoreLayers']
>();
expectTypeOf<keyof typeof ExpressLayerType>().toEqualTypeOf<keyof typeof OfficialLayerType>();
expectTypeOf<`${OfficialLayerType}`>().toEqualTypeOf<ExpressLayerType>();

expectTypeOf(instrumentExpress(express())).toExtend<Instrumentation>();
expectTypeOf(
  instrumentExpress(express, { ignoreLayersType: ['middleware'] }),
).toExtend<Instrumentation>();
const typed: ExpressInstrumentationConfig<Request> = {
  requestHook: (span, { request }) => span.setAttribute('user', request.ip ?? ''),
};
expectTypeOf(typed.spanNameHook).toExtend<unknown>();
