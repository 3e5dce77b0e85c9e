import {
  context,
  INVALID_SPAN_CONTEXT,
  isSpanContextValid,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { CallChannels } from '../base/call-channels';
import { ClientHooks } from '../base/client-hooks';
import { isTracingSuppressed } from '../base/context-keys';
import { DurationHistogram } from '../base/duration-histogram';
import type { Recorder } from '../base/instrumentation-class';
import { knownMethod } from '../base/known-methods';
import type { Scope } from '../base/scope';
import { OfficialUndici } from './official-undici';
import { addHeader, eachHeader, headersOf } from './request-headers';
import { requestUrl, type RequestUrl } from './request-url';
import { isAbort, peerAttributes, spanAttributes } from './undici-attributes';
import { callOf, isRecorded, setCall, UndiciCall } from './undici-call';
import type {
  ErrorMessage,
  RequestMessage,
  ResponseMessage,
  SendHeadersMessage,
  UndiciRequest,
  UndiciResponse,
} from './undici-messages';
import type { UndiciInstrumentationConfig } from './undici-options';

const kNoHeaders: ReadonlySet<string> = new Set();
/** Lowest status that is an error for a client: https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status */
const kFirstError = 400;

/** Records requests of undici, which its diagnostics channels announce. */
export class UndiciRecorder implements Recorder<UndiciInstrumentationConfig> {
  readonly #scope: Scope;
  readonly #hooks: ClientHooks;
  readonly #duration: DurationHistogram;
  readonly #official = new OfficialUndici();
  readonly #channels: CallChannels;
  #config: UndiciInstrumentationConfig = {};
  #requestHeaders = kNoHeaders;
  #responseHeaders = kNoHeaders;
  #hasSteppedBack = false;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#hooks = new ClientHooks(scope);
    this.#duration = new DurationHistogram(
      scope.telemetry,
      'http.client.request.duration',
      'Measures the duration of outbound HTTP requests.',
    );
    this.#channels = new CallChannels(
      scope,
      { 'undici:request:create': (message) => this.#create(message as RequestMessage) },
      {
        'undici:client:sendHeaders': (message) => this.#send(message as SendHeadersMessage),
        'undici:request:headers': (message) => this.#respond(message as ResponseMessage),
        'undici:request:trailers': (message) => this.#finish(message as RequestMessage),
        'undici:request:error': (message) => this.#fail(message as ErrorMessage),
      },
    );
  }

  configure(config: UndiciInstrumentationConfig): void {
    this.#config = config;
    this.#requestHeaders = lowerCase(config.headersToSpanAttributes?.requestHeaders);
    this.#responseHeaders = lowerCase(config.headersToSpanAttributes?.responseHeaders);
  }

  start(): void {
    this.#channels.subscribe();
  }

  stop(): void {
    this.#channels.unsubscribe();
  }

  #create({ request }: RequestMessage): void {
    if (this.#scope.telemetry.isIdle || request.method === 'CONNECT' || isRecorded(request)) return;
    const parent = context.active();
    if (isTracingSuppressed(parent) || this.#hooks.isRunning) return;
    if (this.#stepsBack() || this.#isIgnored(request)) return;
    const startMillis = performance.now();
    const url = this.#urlOf(request);
    if (url === undefined) return;
    const method = knownMethod(request.method);
    const replaced = this.#callStartHook(request);
    const span = this.#startSpan(parent, spanAttributes(request, method, url, replaced));
    setCall(request, new UndiciCall(this, span, startMillis, method, url, replaced));
    this.#channels.opened();
    const { requestHook } = this.#config;
    if (requestHook !== undefined) this.#hooks.run('requestHook', () => requestHook(span, request));
    const headers: Record<string, string> = {};
    propagation.inject(trace.setSpan(parent, span), headers);
    for (const name in headers) addHeader(request, name, headers[name]!);
  }

  #stepsBack(): boolean {
    if (!this.#official.isListening) return false;
    if (!this.#hasSteppedBack) {
      this.#hasSteppedBack = true;
      this.#scope.warn(
        '@opentelemetry/instrumentation-undici is active: it records, and this one not',
      );
    }
    return true;
  }

  #isIgnored(request: UndiciRequest): boolean {
    const { ignoreRequestHook } = this.#config;
    if (ignoreRequestHook === undefined) return false;
    return this.#hooks.run('ignoreRequestHook', () => ignoreRequestHook(request)) === true;
  }

  #urlOf({ origin, path }: UndiciRequest): RequestUrl | undefined {
    try {
      return requestUrl(origin, path);
    } catch (error) {
      this.#scope.warn('a request has no URL that can be parsed', error);
      return undefined;
    }
  }

  #callStartHook(request: UndiciRequest): Attributes | undefined {
    const { startSpanHook } = this.#config;
    if (startSpanHook === undefined) return undefined;
    return this.#hooks.run('startSpanHook', () => startSpanHook(request));
  }

  #startSpan(parent: Context, attributes: Attributes): Span {
    if (this.#config.requireParentforSpans === true) {
      const active = trace.getSpan(parent);
      if (active === undefined || !isSpanContextValid(active.spanContext()))
        return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
    }
    const method = attributes['http.request.method'] as string;
    const name = method === '_OTHER' ? 'HTTP' : method;
    return this.#scope.telemetry.tracer.startSpan(
      name,
      { kind: SpanKind.CLIENT, attributes },
      parent,
    );
  }

  /** The attributes wait for those of the response: setting both at once costs less. */
  #send({ request, socket }: SendHeadersMessage): void {
    const call = callOf(request, this);
    if (call === undefined) return;
    call.peer = {
      address: socket.remoteAddress,
      port: socket.remotePort,
      version: socket.alpnProtocol === 'h2' ? '2' : '1.1',
    };
    if (this.#requestHeaders.size === 0) return;
    const attributes: Attributes = {};
    for (const [name, value] of headersOf(request.headers)) {
      if (this.#requestHeaders.has(name))
        attributes[`http.request.header.${name}`] = [value].flat();
    }
    call.span.setAttributes(attributes);
  }

  #respond({ request, response }: ResponseMessage): void {
    const call = callOf(request, this);
    if (call === undefined) return;
    const { span } = call;
    const { statusCode } = response;
    const isError = statusCode >= kFirstError;
    call.statusCode = statusCode;
    const attributes = peerAttributes(call);
    if (this.#config.responseHook !== undefined) {
      span.setAttributes(attributes);
      this.#callResponseHook(span, request, response);
    }
    attributes['http.response.status_code'] = statusCode;
    if (isError) attributes['error.type'] = call.errorType = String(statusCode);
    if (this.#responseHeaders.size > 0) this.#captureHeaders(response, attributes);
    span.setAttributes(attributes);
    if (isError) span.setStatus({ code: SpanStatusCode.ERROR });
  }

  #captureHeaders(response: UndiciResponse, attributes: Attributes): void {
    eachHeader(response, this.#responseHeaders, (name, value) => {
      const values = (attributes[`http.response.header.${name}`] ??= []) as string[];
      values.push(value);
    });
  }

  #callResponseHook(span: Span, request: UndiciRequest, response: UndiciResponse): void {
    const { responseHook } = this.#config;
    if (responseHook === undefined) return;
    this.#hooks.run('responseHook', () => responseHook(span, { request, response }));
  }

  #finish({ request }: RequestMessage): void {
    const call = callOf(request, this);
    if (call !== undefined) this.#end(request, call);
  }

  #fail({ request, error }: ErrorMessage): void {
    const call = callOf(request, this);
    if (call === undefined) return;
    const attributes = call.statusCode === undefined ? peerAttributes(call) : {};
    if (!isAbort(error)) {
      const { code, name, message } = error as NodeJS.ErrnoException;
      attributes['error.type'] = call.errorType = code || name || 'Error';
      call.span.recordException(error as Error);
      call.span.setStatus({ code: SpanStatusCode.ERROR, message });
    }
    call.span.setAttributes(attributes);
    this.#end(request, call);
  }

  #end(request: UndiciRequest, call: UndiciCall): void {
    setCall(request, undefined);
    this.#channels.closed();
    call.span.end();
    this.#duration.recordSince(call.startMillis, call.metricAttributes());
  }
}

function lowerCase(names: readonly string[] = []): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}
