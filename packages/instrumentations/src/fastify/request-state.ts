import type { Context, Span } from '@opentelemetry/api';
import type { FastifyRequest } from './fastify-shapes';

/** Property of requests: what is recorded of it. Every request has it, so that all have one shape. */
export const kRequestState = Symbol('otel-native fastify request');

/** The span of a request. */
export interface RequestState {
  /** The context in which its hooks and its handler run. */
  readonly context: Context;
  /** Undefined once it ended. */
  span: Span | undefined;
  /** Whether an error set its status. */
  hasErrorStatus: boolean;
}

type Request = FastifyRequest & { [kRequestState]?: RequestState | null };

export function stateOf(request: Request): RequestState | undefined {
  return request[kRequestState] ?? undefined;
}

export function setStateOf(request: Request, state: RequestState): void {
  request[kRequestState] = state;
}
