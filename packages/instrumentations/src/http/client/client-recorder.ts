import { context, SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { CallChannels } from '../../base/call-channels';
import { ClientHooks } from '../../base/client-hooks';
import { isTracingSuppressed } from '../../base/context-keys';
import { DurationHistogram } from '../../base/duration-histogram';
import { enterContext } from '../../base/enter-context';
import type { Recorder } from '../../base/instrumentation-class';
import type { Scope } from '../../base/scope';
import type { HttpInstrumentationConfig } from '../http-options';
import { clientSettings, type SideSettings } from '../http-settings';
import { startSpan } from '../span-start';
import { errorTypeOf, isErrorStatus, kFirstClientError, recordError } from '../status';
import { AgentPatch } from './agent-patch';
import { clientAttributes } from './client-attributes';
import {
  callOf,
  ClientCall,
  followRequest,
  followResponse,
  ignore,
  isDecided,
  type ClientCallEnd,
} from './client-call';
import { OfficialClients } from './official-clients';
import { injectHeaders } from './request-headers';
import { requestTarget } from './request-target';

interface RequestMessage {
  readonly request: ClientRequest;
}

interface ResponseMessage extends RequestMessage {
  readonly response: IncomingMessage;
}

/** Records requests that `http.request()` and `https.request()` make. */
export class ClientRecorder implements Recorder<HttpInstrumentationConfig>, ClientCallEnd {
  readonly #scope: Scope;
  readonly #hooks: ClientHooks;
  readonly #duration: DurationHistogram;
  readonly #official: OfficialClients;
  readonly #channels: CallChannels;
  readonly #patch: AgentPatch;
  #settings: SideSettings = clientSettings({});

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#hooks = new ClientHooks(scope);
    this.#official = new OfficialClients(scope);
    this.#duration = new DurationHistogram(
      scope.telemetry,
      'http.client.request.duration',
      'Duration of HTTP client requests.',
    );
    this.#patch = new AgentPatch(scope, (request, options, connect) =>
      this.#connect(request, options, connect),
    );
    this.#channels = new CallChannels(
      scope,
      { 'http.client.request.created': (message) => this.#created(message as RequestMessage) },
      // Node announces the headers of the response by this name.
      { 'http.client.response.finish': (message) => this.#respond(message as ResponseMessage) },
    );
  }

  configure(config: HttpInstrumentationConfig): void {
    this.#settings = clientSettings(config);
  }

  start(): void {
    this.#channels.subscribe();
    this.#patch.apply();
  }

  stop(): void {
    this.#channels.unsubscribe();
    this.#patch.undo();
  }

  /** Lets the agent connect in the context of the request; the listeners of the application run in that of the caller. */
  #connect(request: ClientRequest, options: RequestOptions, connect: () => void): void {
    const call = this.#tryBegin(request, options);
    if (call === undefined) {
      connect();
      return;
    }
    context.bind(call.parentContext, request);
    context.with(call.context, connect);
  }

  #tryBegin(request: ClientRequest, options: RequestOptions): ClientCall | undefined {
    try {
      return this.#begin(request, options);
    } catch (error) {
      this.#scope.error('a request is not recorded', error);
      return undefined;
    }
  }

  #created({ request }: RequestMessage): void {
    this.#patch.ensure();
    const call = callOf(request, this) ?? this.#begin(request);
    const { requestHook } = this.#settings.config;
    if (call === undefined || requestHook === undefined) return;
    this.#hooks.run('requestHook', () =>
      context.with(call.context, requestHook, undefined, call.span, request),
    );
  }

  #begin(request: ClientRequest, options?: RequestOptions): ClientCall | undefined {
    if (this.#scope.telemetry.isIdle || isDecided(request)) return undefined;
    if (this.#hooks.isRunning) {
      ignore(request);
      return undefined;
    }
    const parent = context.active();
    if (isTracingSuppressed(parent)) return undefined;
    const target = requestTarget(request, options);
    if (this.#official.records(target.scheme, parent)) {
      ignore(request);
      return undefined;
    }
    if (this.#isIgnored(target.options)) {
      ignore(request);
      return undefined;
    }
    const attributes = clientAttributes(request, target, this.#settings);
    const { startOutgoingSpanHook: hook, requireParentforOutgoingSpans } = this.#settings.config;
    if (hook !== undefined)
      Object.assign(
        attributes,
        this.#hooks.run('startOutgoingSpanHook', () => hook(target.options)),
      );
    const startMillis = performance.now();
    const span = startSpan(
      this.#scope.telemetry.tracer,
      target.method.toUpperCase(),
      { kind: SpanKind.CLIENT, attributes },
      parent,
      requireParentforOutgoingSpans === true,
    );
    const own = trace.setSpan(parent, span);
    const metricAttributes = metricAttributesOf(attributes);
    const call = new ClientCall(this, span, request, parent, own, metricAttributes, startMillis);
    followRequest(call);
    this.#channels.opened();
    injectHeaders(request, own);
    return call;
  }

  #isIgnored(options: RequestOptions): boolean {
    const { ignoreOutgoingRequestHook: hook } = this.#settings.config;
    if (hook === undefined) return false;
    return Boolean(this.#hooks.run('ignoreOutgoingRequestHook', () => hook(options)));
  }

  #respond({ request, response }: ResponseMessage): void {
    const call = callOf(request, this);
    if (call === undefined || call.isEnded) return;
    this.#recordResponse(call, response);
    followResponse(call, response);
    context.bind(call.parentContext, response);
    // The callback that was passed with the request was added before its listeners were bound.
    enterContext(call.parentContext);
  }

  #recordResponse(
    { span, request, metricAttributes }: ClientCall,
    response: IncomingMessage,
  ): void {
    const { statusCode, socket, httpVersion, headers } = response;
    const attributes: Attributes = {
      'network.peer.address': socket.remoteAddress,
      'network.peer.port': socket.remotePort,
      'network.protocol.version': httpVersion,
    };
    metricAttributes['network.protocol.version'] = httpVersion;
    if (statusCode !== undefined) {
      attributes['http.response.status_code'] = statusCode;
      metricAttributes['http.response.status_code'] = statusCode;
      const errorType = errorTypeOf(statusCode, kFirstClientError);
      if (errorType !== undefined) metricAttributes['error.type'] = errorType;
    }
    span.setAttributes(attributes);
    const { config, requestHeaders, responseHeaders } = this.#settings;
    const { responseHook } = config;
    if (responseHook !== undefined)
      this.#hooks.run('responseHook', () => responseHook(span, response));
    if (requestHeaders.isEmpty && responseHeaders.isEmpty) return;
    const captured: Attributes = {};
    requestHeaders.capture(captured, (header) => request.getHeader(header));
    responseHeaders.capture(captured, (header) => headers[header]);
    span.setAttributes(captured);
  }

  finish(call: ClientCall): void {
    this.#endOnce(call, () => this.#recordEnd(call));
  }

  fail(call: ClientCall, error: unknown): void {
    this.#endOnce(call, () => recordError(call.span, call.metricAttributes, error));
  }

  close(call: ClientCall): void {
    this.#endOnce(call, () => {});
  }

  #recordEnd(call: ClientCall): void {
    const { span, request, response } = call;
    if (response === undefined) return;
    const statusCode = response.statusCode ?? 0;
    if (response.aborted && !response.complete) {
      span.setStatus({ code: SpanStatusCode.ERROR });
    } else {
      const errorType = errorTypeOf(statusCode, kFirstClientError);
      if (errorType !== undefined) span.setAttribute('error.type', errorType);
      if (isErrorStatus(statusCode, kFirstClientError))
        span.setStatus({ code: SpanStatusCode.ERROR });
    }
    const { applyCustomAttributesOnSpan: hook } = this.#settings.config;
    if (hook !== undefined)
      this.#hooks.run('applyCustomAttributesOnSpan', () =>
        context.with(call.parentContext, hook, undefined, span, request, response),
      );
  }

  /** Ends a call in a listener of the application's request, where no failure of an SDK may get through. */
  #endOnce(call: ClientCall, record: () => void): void {
    if (call.isEnded) return;
    call.isEnded = true;
    this.#channels.closed();
    try {
      record();
      call.span.end();
      this.#duration.recordSince(call.startMillis, call.metricAttributes, call.parentContext);
    } catch (error) {
      this.#scope.error('a request is not recorded', error);
    }
  }
}

function metricAttributesOf(attributes: Attributes): Attributes {
  const metricAttributes: Attributes = {
    'http.request.method': attributes['http.request.method'],
    'server.address': attributes['server.address'],
    'server.port': attributes['server.port'],
  };
  for (const key of ['http.response.status_code', 'network.protocol.version']) {
    // Hooks may know them.
    if (attributes[key]) metricAttributes[key] = attributes[key];
  }
  return metricAttributes;
}
