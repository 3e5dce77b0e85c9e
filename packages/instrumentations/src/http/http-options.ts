import type { Attributes, Span } from '@opentelemetry/api';
import type { ClientRequest, IncomingMessage, RequestOptions, ServerResponse } from 'node:http';
import { kinds, readOptions, type OptionTable } from 'option-check';
import type { InstrumentationConfig } from '../base/instrumentation';

/** Options of `HttpInstrumentation`: those of `@opentelemetry/instrumentation-http`. */
export interface HttpInstrumentationConfig extends InstrumentationConfig {
  /** Returns true for requests to this server that get no span and no metric. What they cause gets no span either. */
  ignoreIncomingRequestHook?: ((request: IncomingMessage) => boolean) | undefined;
  /** Returns true for requests of this client that get no span, no metric and no headers. */
  ignoreOutgoingRequestHook?: ((request: RequestOptions) => boolean) | undefined;
  /** Records no requests to this server. Read when the instrumentation is enabled. Default: false. */
  disableIncomingRequestInstrumentation?: boolean | undefined;
  /** Records no requests of this client. Read when the instrumentation is enabled. Default: false. */
  disableOutgoingRequestInstrumentation?: boolean | undefined;
  /** Called before a span ends with a response. */
  applyCustomAttributesOnSpan?:
    | ((
        span: Span,
        request: ClientRequest | IncomingMessage,
        response: IncomingMessage | ServerResponse,
      ) => void)
    | undefined;
  /** Called with the new span, before the request is handled or sent. */
  requestHook?: ((span: Span, request: ClientRequest | IncomingMessage) => void) | undefined;
  /** Called before the request is handled; in a client, when the headers of the response have been received. */
  responseHook?: ((span: Span, response: IncomingMessage | ServerResponse) => void) | undefined;
  /** Returns attributes that the span of a server starts with; they replace those of the instrumentation. */
  startIncomingSpanHook?: ((request: IncomingMessage) => Attributes) | undefined;
  /** Returns attributes that the span of a client starts with; they replace those of the instrumentation. */
  startOutgoingSpanHook?: ((request: RequestOptions) => Attributes) | undefined;
  /** Makes spans of a client only where a span is active already. Default: false. */
  requireParentforOutgoingSpans?: boolean | undefined;
  /** Makes spans of a server only where a span is active already. Default: false. */
  requireParentforIncomingSpans?: boolean | undefined;
  /** Headers to record as `http.request.header.<name>` and `http.response.header.<name>`. Default: none. */
  headersToSpanAttributes?:
    | {
        client?: CapturedHeaders | undefined;
        server?: CapturedHeaders | undefined;
      }
    | undefined;
  /** Sets `user_agent.synthetic.type` for the user agents of bots and tests. Default: false. */
  enableSyntheticSourceDetection?: boolean | undefined;
  /** Parameters whose values are redacted in `url.full` of a client. Default: those of signed URLs. */
  redactedQueryParams?: string[] | undefined;
  /** Parameters whose values are redacted in `url.query` of a server. Default: those of signed URLs. */
  redactedQueryParamsServer?: string[] | undefined;
}

/** Names of headers, in any case. */
export interface CapturedHeaders {
  requestHeaders?: string[] | undefined;
  responseHeaders?: string[] | undefined;
}

const headers = kinds.nested({
  requestHeaders: kinds.list(kinds.text),
  responseHeaders: kinds.list(kinds.text),
});

const optionKinds = {
  enabled: kinds.boolean,
  ignoreIncomingRequestHook: kinds.hook,
  ignoreOutgoingRequestHook: kinds.hook,
  disableIncomingRequestInstrumentation: kinds.boolean,
  disableOutgoingRequestInstrumentation: kinds.boolean,
  applyCustomAttributesOnSpan: kinds.hook,
  requestHook: kinds.hook,
  responseHook: kinds.hook,
  startIncomingSpanHook: kinds.hook,
  startOutgoingSpanHook: kinds.hook,
  requireParentforOutgoingSpans: kinds.boolean,
  requireParentforIncomingSpans: kinds.boolean,
  headersToSpanAttributes: kinds.nested({ client: headers, server: headers }),
  enableSyntheticSourceDetection: kinds.boolean,
  redactedQueryParams: kinds.list(kinds.text),
  redactedQueryParamsServer: kinds.list(kinds.text),
} as const satisfies OptionTable<HttpInstrumentationConfig>;

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option */
export function readHttpOptions(config: HttpInstrumentationConfig): HttpInstrumentationConfig {
  return readOptions<HttpInstrumentationConfig>(config, optionKinds);
}
