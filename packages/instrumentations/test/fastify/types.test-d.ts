/** Checked by `npm run typecheck`, never run. */
import type { FastifyOtelInstrumentationOpts as OfficialConfig } from '@fastify/otel';
import type { Instrumentation as OfficialInstrumentation } from '@opentelemetry/instrumentation';
import {
  FastifyInstrumentation,
  type FastifyInstrumentationConfig,
  type Instrumentation,
} from '@otel-native/instrumentations/fastify';
import { expectTypeOf } from 'expect-type';
import type { FastifyRequest } from 'fastify';

expectTypeOf<FastifyInstrumentation>().toExtend<Instrumentation>();
expectTypeOf<FastifyInstrumentation>().toExtend<OfficialInstrumentation>();
expectTypeOf(FastifyInstrumentation).toBeConstructibleWith();
// Every application is recorded from its initialization on.
type Names = Exclude<keyof OfficialConfig, 'registerOnInitialization'>;
expectTypeOf<keyof FastifyInstrumentationConfig>().toEqualTypeOf<Names>();

const typed: FastifyInstrumentationConfig<FastifyRequest> = {
  requestHook: (span, request) => span.setAttribute('user', request.ip),
};
expectTypeOf(typed.lifecycleHook).toExtend<unknown>();
