import { ROOT_CONTEXT, type Attributes, type Context, type Span } from '@opentelemetry/api';
import { errorMonitor } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RpcMetadata } from '../../base/context-keys';

/** Ends calls: the instrumentation that began them. */
export interface ServerCallEnd {
  finish(call: ServerCall): void;
  fail(call: ServerCall, error: unknown): void;
}

/** Property of a response: its call. Shared by all copies of this package, so that only one records. */
const kCall = Symbol.for('@otel-native/instrumentations http server');

interface Called {
  [kCall]?: ServerCall | undefined;
}

/** One request to this server. It lies in the context of the request, where web frameworks write their route. */
export class ServerCall implements RpcMetadata {
  readonly type = 'http';
  readonly span: Span;
  route: string | undefined = undefined;
  /** Context of the request, set after the call was made where it has a span. */
  context: Context = ROOT_CONTEXT;
  isEnded = false;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly metricAttributes: Attributes;
  readonly startMillis: number;
  readonly end: ServerCallEnd;

  constructor(
    end: ServerCallEnd,
    span: Span,
    request: IncomingMessage,
    response: ServerResponse,
    metricAttributes: Attributes,
    startMillis: number,
  ) {
    this.end = end;
    this.span = span;
    this.request = request;
    this.response = response;
    this.metricAttributes = metricAttributes;
    this.startMillis = startMillis;
  }
}

export function isCalled(response: ServerResponse): boolean {
  return (response as Called)[kCall] !== undefined;
}

/** Lets the response end its call. The listeners are the same functions for all responses: closures would cost each request. */
export function follow(call: ServerCall): void {
  const { response } = call;
  (response as Called)[kCall] = call;
  response.on('close', onClose);
  response.on(errorMonitor, onError);
}

function onClose(this: ServerResponse & Called): void {
  const call = this[kCall];
  if (call !== undefined) call.end.finish(call);
}

function onError(this: ServerResponse & Called, error: unknown): void {
  const call = this[kCall];
  if (call !== undefined) call.end.fail(call, error);
}
