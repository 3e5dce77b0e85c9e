import type { Attributes, Span } from '@opentelemetry/api';
import { kinds, readOptions, type OptionTable } from 'option-check';
import type { InstrumentationConfig } from '../base/instrumentation';
import type { UndiciRequest, UndiciResponse } from './undici-messages';

/** Options of `UndiciInstrumentation`: those of `@opentelemetry/instrumentation-undici`. */
export interface UndiciInstrumentationConfig<
  RequestType = UndiciRequest,
  ResponseType = UndiciResponse,
> extends InstrumentationConfig {
  /** Returns true for requests that get no span, no metric and no headers. */
  ignoreRequestHook?: ((request: RequestType) => boolean) | undefined;
  /** Called with the new span, before the headers of propagation are added. */
  requestHook?: ((span: Span, request: RequestType) => void) | undefined;
  /** Called when the headers of the response have been received. */
  responseHook?:
    ((span: Span, info: { request: RequestType; response: ResponseType }) => void) | undefined;
  /** Returns attributes that the span starts with; they replace those of the instrumentation. */
  startSpanHook?: ((request: RequestType) => Attributes) | undefined;
  /** Makes a span only where one is active already. Default: false. */
  requireParentforSpans?: boolean | undefined;
  /** Headers to record as `http.request.header.<name>` and `http.response.header.<name>`. Default: none. */
  headersToSpanAttributes?:
    { requestHeaders?: string[] | undefined; responseHeaders?: string[] | undefined } | undefined;
}

const optionKinds = {
  enabled: kinds.boolean,
  ignoreRequestHook: kinds.hook,
  requestHook: kinds.hook,
  responseHook: kinds.hook,
  startSpanHook: kinds.hook,
  requireParentforSpans: kinds.boolean,
  headersToSpanAttributes: kinds.nested({
    requestHeaders: kinds.list(kinds.text),
    responseHeaders: kinds.list(kinds.text),
  }),
} as const satisfies OptionTable<UndiciInstrumentationConfig>;

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option */
export function readUndiciOptions(
  config: UndiciInstrumentationConfig,
): UndiciInstrumentationConfig {
  return readOptions<UndiciInstrumentationConfig>(config, optionKinds);
}
