import { context, trace, type Attributes, type Context, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest, Handler, LifecycleHook } from './fastify-shapes';
import { recordsHook } from './hook-policy';
import { recordFailure } from './record-failure';
import type { ApplicationSettings } from './recording-settings';
import { stateOf } from './request-state';

const kAnonymous = 'anonymous';

/** A function of the application, with what its spans have in common. */
export interface PreparedHandler {
  readonly handler: Handler;
  /** Begins the names of its spans: `onRequest`, `handler`. */
  readonly name: string;
  /** Set for hooks, which options may leave out. */
  readonly hook?: LifecycleHook | undefined;
  readonly attributes: Attributes;
}

/** Records the runs of hooks and handlers. */
export class HandlerRecorder {
  readonly #settings: ApplicationSettings;

  constructor(settings: ApplicationSettings) {
    this.#settings = settings;
  }

  /** Returns a function that records each run of the handler. Names and attributes are prepared here. */
  record(prepared: PreparedHandler): Handler {
    const { handler } = prepared;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the function has a receiver of its own
    const recorder = this;
    const record: Handler = function (...args) {
      const run = recorder.#begin(prepared, this, args);
      if (run === undefined) return handler.apply(this, args);
      return context.with(run.context, runAndEnd, undefined, run);
    };
    // Others that wrap it see the name of the application's function.
    return Object.defineProperty(record, 'name', { value: handler.name, configurable: true });
  }

  /** Returns undefined if the handler runs as without this instrumentation. */
  #begin(prepared: PreparedHandler, receiver: FastifyInstance, args: unknown[]): Run | undefined {
    const { scope } = this.#settings;
    try {
      const request = requestIn(args);
      if (request === undefined || !this.#records(prepared, request)) return undefined;
      const { handler, name, attributes } = prepared;
      const parent = stateOf(request)?.context ?? context.active();
      const shownName = handler.name || receiver.pluginName || kAnonymous;
      const { tracer } = scope.telemetry;
      const span = tracer.startSpan(`${name} - ${shownName}`, { attributes }, parent);
      this.#callHook(span, { hookName: name, request, handler: shownName });
      const own = trace.setSpan(parent, span);
      return { recorder: this, span, context: own, handler, receiver, args };
    } catch (error) {
      scope.error('a handler is not recorded', error);
      return undefined;
    }
  }

  #records({ hook }: PreparedHandler, request: FastifyRequest): boolean {
    const { config } = request.routeOptions;
    return (
      this.#settings.records(request, config) && recordsHook(hook, this.#settings.config, config)
    );
  }

  #callHook(
    span: Span,
    info: { hookName: string; request: FastifyRequest; handler: string },
  ): void {
    const { scope, config } = this.#settings;
    const { lifecycleHook } = config;
    if (lifecycleHook !== undefined)
      scope.runHook('lifecycleHook', () => lifecycleHook(span, info));
  }

  fail(span: Span, error: unknown): void {
    recordFailure(span, error, this.#settings);
    this.end(span);
  }

  end(span: Span): void {
    this.#settings.scope.endSpan(span);
  }
}

/** One run of a handler. */
interface Run {
  readonly recorder: HandlerRecorder;
  readonly span: Span;
  /** The context of the span. */
  readonly context: Context;
  readonly handler: Handler;
  readonly receiver: FastifyInstance;
  readonly args: unknown[];
}

/** Ends the span when the handler has returned, or when its promise is settled. */
function runAndEnd(run: Run): unknown {
  const { recorder, span, handler, receiver, args } = run;
  let result: unknown;
  try {
    result = handler.apply(receiver, args);
  } catch (error) {
    recorder.fail(span, error);
    throw error;
  }
  if (!isThenable(result)) {
    recorder.end(span);
    return result;
  }
  return result.then(
    (value) => {
      recorder.end(span);
      return value;
    },
    (error: unknown) => {
      recorder.fail(span, error);
      throw error;
    },
  );
}

/** Promises, and replies, which are settled when the response was sent. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined | null)?.then === 'function';
}

/** Handlers of WebSockets get their request second. */
function requestIn(args: readonly unknown[]): FastifyRequest | undefined {
  for (const one of args) {
    const request = one as Partial<FastifyRequest> | undefined | null;
    if (request?.routeOptions && request.url && request.method) return request as FastifyRequest;
  }
  return undefined;
}
