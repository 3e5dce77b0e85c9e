import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
} from '@opentelemetry/api';
import { rpcMetadataOf } from '../base/context-keys';
import type { FastifyReply, FastifyRequest } from './fastify-shapes';
import { recordFailure } from './record-failure';
import type { ApplicationSettings } from './recording-settings';
import { setStateOf, stateOf, type RequestState } from './request-state';

/** Lowest status that is an error for a server: https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status */
const kFirstServerError = 500;

type Done = (error?: unknown, payload?: unknown) => void;

/** Records requests as a whole, in hooks of Fastify. */
export class RequestRecorder {
  readonly #settings: ApplicationSettings;

  constructor(settings: ApplicationSettings) {
    this.#settings = settings;
  }

  /** The first `onRequest` hook. All that follows runs in the context of the request's span. */
  start(request: FastifyRequest, reply: FastifyReply, done: Done): void {
    const own = this.#tryBegin(request, reply);
    if (own === undefined) done();
    else context.with(own, done);
  }

  #tryBegin(request: FastifyRequest, reply: FastifyReply): Context | undefined {
    try {
      return this.#begin(request, reply);
    } catch (error) {
      this.#settings.scope.error('a request is not recorded', error);
      return undefined;
    }
  }

  /** Returns the context of the request; undefined for one that is not recorded. */
  #begin(request: FastifyRequest, reply: FastifyReply): Context | undefined {
    const { routeOptions } = request;
    if (!this.#settings.records(request, routeOptions.config)) return undefined;
    let parent = context.active();
    if (trace.getSpan(parent) === undefined) parent = propagation.extract(parent, request.headers);
    const metadata = rpcMetadataOf(parent);
    const isWithinServerSpan = metadata?.type === 'http';
    if (isWithinServerSpan && routeOptions.url != null) metadata.route = routeOptions.url;
    const attributes: Attributes = {
      'fastify.root': '@fastify/otel',
      'http.request.method': request.method,
      'url.path': request.url,
    };
    if (routeOptions.url != null) attributes['http.route'] = routeOptions.url;
    const kind = isWithinServerSpan ? SpanKind.INTERNAL : SpanKind.SERVER;
    const { scope, config } = this.#settings;
    const span = scope.telemetry.tracer.startSpan('request', { attributes, kind }, parent);
    const { requestHook } = config;
    if (requestHook !== undefined) scope.runHook('requestHook', () => requestHook(span, request));
    const own = trace.setSpan(parent, span);
    const state: RequestState = { context: own, span, hasErrorStatus: false };
    setStateOf(request, state);
    // Fastify calls no hook when the connection ends before the response.
    reply.raw.on('close', () => this.#endOnce(state));
    return own;
  }

  /** The last `onSend` hook of a route. */
  send(request: FastifyRequest, reply: FastifyReply, payload: unknown, done: Done): void {
    this.#end(request, reply, kFirstServerError);
    done(null, payload);
  }

  /** The last `onError` hook of a route. */
  fail(request: FastifyRequest, error: Error, done: Done): void {
    const state = stateOf(request);
    if (state?.span !== undefined) {
      state.hasErrorStatus = true;
      recordFailure(state.span, error, this.#settings);
    }
    done();
  }

  /** The first `onResponse` hook: for requests that no route took. */
  respond(request: FastifyRequest, reply: FastifyReply, done: Done): void {
    this.#end(request, reply);
    done();
  }

  /** @param firstError the lowest status that makes the span an error, unless an error has done so */
  #end(request: FastifyRequest, { statusCode }: FastifyReply, firstError = Infinity): void {
    const state = stateOf(request);
    if (state?.span === undefined) return;
    try {
      if (statusCode >= firstError && !state.hasErrorStatus)
        state.span.setStatus({ code: SpanStatusCode.ERROR });
      state.span.setAttribute('http.response.status_code', statusCode);
    } catch (error) {
      this.#settings.scope.error('a response is not recorded', error);
    }
    this.#endOnce(state);
  }

  #endOnce(state: RequestState): void {
    const { span } = state;
    state.span = undefined;
    if (span !== undefined) this.#settings.scope.endSpan(span);
  }
}
