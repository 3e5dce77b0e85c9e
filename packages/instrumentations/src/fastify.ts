export type {
  Instrumentation,
  InstrumentationClass,
  InstrumentationConfig,
} from './base/instrumentation';
export { FastifyInstrumentation } from './fastify/fastify-instrumentation';
export type { FastifyInstrumentationConfig } from './fastify/fastify-options';
export type {
  FastifyRequest,
  LifecycleHook,
  RouteConfig,
  RouteTelemetry,
} from './fastify/fastify-shapes';
