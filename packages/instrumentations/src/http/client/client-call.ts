import type { Attributes, Context, Span } from '@opentelemetry/api';
import { errorMonitor } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';

/** Ends calls: the instrumentation that began them. */
export interface ClientCallEnd {
  finish(call: ClientCall): void;
  fail(call: ClientCall, error: unknown): void;
  close(call: ClientCall): void;
}

/** Property of a request and of its response: the call. Shared by all copies of this package, so that only one records. */
const kCall = Symbol.for('@otel-native/instrumentations http client');
/** In place of a call, for a request that a hook ignores. */
const kIgnored = Symbol.for('@otel-native/instrumentations http client ignored');

interface Called {
  [kCall]?: ClientCall | typeof kIgnored | undefined;
}

/** One request of this client. */
export class ClientCall {
  readonly end: ClientCallEnd;
  readonly span: Span;
  readonly request: ClientRequest;
  response: IncomingMessage | undefined = undefined;
  /** Context of the caller: its listeners run in it. */
  readonly parentContext: Context;
  /** Context of the request: the connection is made in it. */
  readonly context: Context;
  readonly metricAttributes: Attributes;
  readonly startMillis: number;
  isEnded = false;

  constructor(
    end: ClientCallEnd,
    span: Span,
    request: ClientRequest,
    parentContext: Context,
    context: Context,
    metricAttributes: Attributes,
    startMillis: number,
  ) {
    this.end = end;
    this.span = span;
    this.request = request;
    this.parentContext = parentContext;
    this.context = context;
    this.metricAttributes = metricAttributes;
    this.startMillis = startMillis;
  }
}

/** Whether the request is already recorded or ignored. */
export function isDecided(request: ClientRequest): boolean {
  return (request as Called)[kCall] !== undefined;
}

export function ignore(request: ClientRequest): void {
  (request as Called)[kCall] = kIgnored;
}

/** Returns the call of a request, if this instrumentation began it. */
export function callOf(request: ClientRequest, end: ClientCallEnd): ClientCall | undefined {
  const call = (request as Called)[kCall];
  return call instanceof ClientCall && call.end === end ? call : undefined;
}

/** Lets the request end its call. The listeners are the same functions for all requests: closures would cost each. */
export function followRequest(call: ClientCall): void {
  (call.request as Called)[kCall] = call;
  call.request.on('close', onRequestClose);
  call.request.on(errorMonitor, onError);
}

/** Lets the response end the call. */
export function followResponse(call: ClientCall, response: IncomingMessage): void {
  call.response = response;
  (response as Called)[kCall] = call;
  response.on('end', onResponseEnd);
  response.on(errorMonitor, onError);
}

function onRequestClose(this: Called): void {
  const call = this[kCall];
  if (call instanceof ClientCall) call.end.close(call);
}

function onResponseEnd(this: Called): void {
  const call = this[kCall];
  if (call instanceof ClientCall) call.end.finish(call);
}

function onError(this: Called, error: unknown): void {
  const call = this[kCall];
  if (call instanceof ClientCall) call.end.fail(call, error);
}
