/** The parts of Fastify that are used here. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** What a route may say in `config.otel`. */
export interface RouteTelemetry {
  /** Hooks to record on this route. */
  readonly instrumentHooks?: unknown;
  /** Whether the handler of this route is recorded. */
  readonly instrumentHandler?: unknown;
}

/** What a route may say in `config`: `otel: false` leaves it out. */
export interface RouteConfig {
  readonly otel?: false | RouteTelemetry | null;
}

/** A request, as Fastify passes it. */
export interface FastifyRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly routeOptions: { readonly url?: string; readonly config?: RouteConfig };
}

export interface FastifyReply {
  readonly statusCode: number;
  readonly raw: ServerResponse;
}

/** Any function of the application: a hook, or a handler. */
export type Handler = (this: FastifyInstance, ...args: unknown[]) => unknown;

export type RouteOptions = Record<string, unknown> & {
  readonly url: string;
  readonly method: string | readonly string[];
  readonly config?: RouteConfig;
  handler: Handler;
};

export interface FastifyInstance {
  readonly pluginName: string;
  addHook: (this: FastifyInstance, name: string, hook: unknown) => unknown;
  setNotFoundHandler: (this: FastifyInstance, ...args: unknown[]) => unknown;
  decorateRequest(name: symbol, value: null): unknown;
}

/** A hook of a request, which has a span. */
export type LifecycleHook =
  | 'onRequest'
  | 'preParsing'
  | 'preValidation'
  | 'preHandler'
  | 'preSerialization'
  | 'onSend'
  | 'onResponse'
  | 'onError';

export const lifecycleHooks: readonly LifecycleHook[] = [
  'onRequest',
  'preParsing',
  'preValidation',
  'preHandler',
  'preSerialization',
  'onSend',
  'onResponse',
  'onError',
];
