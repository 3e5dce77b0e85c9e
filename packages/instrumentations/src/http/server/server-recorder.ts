import {
  context,
  INVALID_SPAN_CONTEXT,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
} from '@opentelemetry/api';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { Channels } from '../../base/channels';
import { rpcMetadataOf, suppressTracing, withRpcMetadata } from '../../base/context-keys';
import { DurationHistogram } from '../../base/duration-histogram';
import { contextsOutliveCallbacks, enterContext } from '../../base/enter-context';
import type { Recorder } from '../../base/instrumentation-class';
import type { Scope } from '../../base/scope';
import type { HttpInstrumentationConfig } from '../http-options';
import { serverSettings, type SideSettings } from '../http-settings';
import { startSpan } from '../span-start';
import { errorTypeOf, isErrorStatus, kFirstServerError, recordError } from '../status';
import { leaveAtEnd } from './leave-at-end';
import { NextServers } from './next-servers';
import { OfficialServers } from './official-servers';
import { serverAttributes } from './server-attributes';
import { follow, isCalled, ServerCall, type ServerCallEnd } from './server-call';

/** Message of `http.server.request.start`. */
interface StartMessage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket | TLSSocket;
  readonly server: Server;
}

const kNoSpan = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/**
 * Records requests to the servers of this process. Node announces each before any listener hears of it, so that the context
 * can be entered there, and the listeners run in it.
 */
export class ServerRecorder implements Recorder<HttpInstrumentationConfig>, ServerCallEnd {
  readonly #scope: Scope;
  readonly #duration: DurationHistogram;
  readonly #official: OfficialServers;
  readonly #channels: Channels;
  readonly #next: NextServers;
  #settings: SideSettings = serverSettings({});
  #hasFailedToEnter = false;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#official = new OfficialServers(scope);
    this.#next = new NextServers(scope);
    this.#duration = new DurationHistogram(
      scope.telemetry,
      'http.server.request.duration',
      'Duration of HTTP server requests.',
    );
    this.#channels = new Channels(scope, {
      'http.server.request.start': (message) => this.#begin(message as StartMessage),
    });
  }

  configure(config: HttpInstrumentationConfig): void {
    this.#settings = serverSettings(config);
  }

  start(): void {
    this.#channels.subscribe();
    this.#next.start();
    process.on('uncaughtExceptionMonitor', this.#failActive);
  }

  stop(): void {
    this.#channels.unsubscribe();
    this.#next.stop();
    process.off('uncaughtExceptionMonitor', this.#failActive);
  }

  #begin({ request, response, socket, server }: StartMessage): void {
    if (this.#scope.telemetry.isIdle || isCalled(response)) return;
    const scheme = 'encrypted' in socket && socket.encrypted ? 'https' : 'http';
    if (this.#official.records(server)) return;
    if (this.#isIgnored(request)) {
      this.#enter(suppressTracing(ROOT_CONTEXT), request, response);
      return;
    }
    const attributes = this.#attributesOf(request, scheme);
    const startMillis = performance.now();
    const metricAttributes = metricAttributesOf(attributes);
    const kind = this.#next.kindOf(server);
    if (kind === 'next') {
      follow(new ServerCall(this, kNoSpan, request, response, metricAttributes, startMillis));
      return;
    }
    const parent = propagation.extract(ROOT_CONTEXT, request.headers);
    const span = startSpan(
      this.#scope.telemetry.tracer,
      request.method ?? 'GET',
      { kind: SpanKind.SERVER, attributes },
      parent,
      this.#settings.config.requireParentforIncomingSpans === true,
    );
    const end = kind === 'unknown' ? this.#unlessNext(server) : this;
    const call = new ServerCall(end, span, request, response, metricAttributes, startMillis);
    call.context = withRpcMetadata(trace.setSpan(parent, span), call);
    follow(call);
    this.#official.watch(server, call);
    // The span may be given up: then nothing may have it as its parent.
    if (kind === 'other') this.#enter(call.context, request, response);
    this.#callHooks(call);
  }

  /** Ends the calls of a server that may pass requests to Next.js, which makes spans of them. */
  #unlessNext(server: Server): ServerCallEnd {
    const end = (call: ServerCall, record: () => void): void =>
      this.#endOnce(call, record, !this.#next.hasHandled(call.request));
    return {
      finish: (call) => {
        this.#next.learn(server, call.request, call.response);
        end(call, () => this.#recordResponse(call));
      },
      fail: (call, error) => end(call, () => recordError(call.span, call.metricAttributes, error)),
    };
  }

  #isIgnored(request: IncomingMessage): boolean {
    const { ignoreIncomingRequestHook: hook } = this.#settings.config;
    if (hook === undefined) return false;
    return Boolean(this.#scope.runHook('ignoreIncomingRequestHook', () => hook(request)));
  }

  #attributesOf(request: IncomingMessage, scheme: 'http' | 'https'): Attributes {
    const attributes = serverAttributes(request, scheme, this.#settings);
    const { startIncomingSpanHook: hook } = this.#settings.config;
    if (hook !== undefined)
      Object.assign(
        attributes,
        this.#scope.runHook('startIncomingSpanHook', () => hook(request)),
      );
    this.#settings.requestHeaders.capture(attributes, (header) => request.headers[header]);
    return attributes;
  }

  /** Makes the context active for the listeners of the server, and for those of request and response. */
  #enter(entered: Context, request: IncomingMessage, response: ServerResponse): void {
    context.bind(entered, request);
    context.bind(entered, response);
    const leave = enterContext(entered);
    if (leave === undefined) this.#reportFailedEntry();
    else if (contextsOutliveCallbacks) leaveAtEnd(request, leave);
  }

  #reportFailedEntry(): void {
    if (this.#hasFailedToEnter) return;
    this.#hasFailedToEnter = true;
    this.#scope.warn('the context manager has no attach(): handlers run without their span');
  }

  #callHooks({ span, request, response }: ServerCall): void {
    const { requestHook, responseHook } = this.#settings.config;
    if (requestHook !== undefined)
      this.#scope.runHook('requestHook', () => requestHook(span, request));
    if (responseHook !== undefined)
      this.#scope.runHook('responseHook', () => responseHook(span, response));
  }

  finish(call: ServerCall): void {
    this.#endOnce(call, () => this.#recordResponse(call));
  }

  fail(call: ServerCall, error: unknown): void {
    this.#endOnce(call, () => recordError(call.span, call.metricAttributes, error));
  }

  #recordResponse(call: ServerCall): void {
    const { span, request, response, route, metricAttributes } = call;
    const { statusCode } = response;
    const attributes: Attributes = { 'http.response.status_code': statusCode };
    if (route !== undefined) attributes['http.route'] = metricAttributes['http.route'] = route;
    if (statusCode) metricAttributes['http.response.status_code'] = statusCode;
    const errorType = errorTypeOf(statusCode, kFirstServerError);
    if (errorType !== undefined)
      attributes['error.type'] = metricAttributes['error.type'] = errorType;
    this.#settings.responseHeaders.capture(attributes, (header) => response.getHeader(header));
    span.setAttributes(attributes);
    if (isErrorStatus(statusCode, kFirstServerError))
      span.setStatus({ code: SpanStatusCode.ERROR });
    if (route) span.updateName(`${request.method ?? 'GET'} ${route}`);
    const { applyCustomAttributesOnSpan: hook } = this.#settings.config;
    if (hook !== undefined)
      this.#scope.runHook('applyCustomAttributesOnSpan', () =>
        context.with(call.context, hook, undefined, span, request, response),
      );
  }

  /** Ends the call that an uncaught exception left, as its process may end before its response does. */
  readonly #failActive = (error: unknown): void => {
    const call = rpcMetadataOf(context.active());
    if (call instanceof ServerCall && call.end === this) this.fail(call, error);
  };

  /** Ends a call in a listener of the application's response, where no failure of an SDK may get through. */
  #endOnce(call: ServerCall, record: () => void, hasSpan = true): void {
    if (call.isEnded) return;
    call.isEnded = true;
    try {
      record();
      if (hasSpan) call.span.end();
      this.#duration.recordSince(call.startMillis, call.metricAttributes, call.context);
    } catch (error) {
      this.#scope.error('a request is not recorded', error);
    }
  }
}

function metricAttributesOf(attributes: Attributes): Attributes {
  const metricAttributes: Attributes = {
    'http.request.method': attributes['http.request.method'],
    'url.scheme': attributes['url.scheme'],
  };
  const version = attributes['network.protocol.version'];
  if (version) metricAttributes['network.protocol.version'] = version;
  return metricAttributes;
}
