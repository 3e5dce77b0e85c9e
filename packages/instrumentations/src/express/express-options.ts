import type { Span } from '@opentelemetry/api';
import { kinds, readOptions, type OptionKind, type OptionTable } from 'option-check';
import type { InstrumentationConfig } from '../base/instrumentation';
import type { ExpressRequest } from './express-shapes';

/** What a layer of Express does: the values of the attribute `express.type`. */
export const ExpressLayerType = {
  ROUTER: 'router',
  MIDDLEWARE: 'middleware',
  REQUEST_HANDLER: 'request_handler',
} as const;

/** What a layer of Express does. */
export type ExpressLayerType = (typeof ExpressLayerType)[keyof typeof ExpressLayerType];

/** Selects layers by their span name: an equal text, a match, or a function that returns true. */
export type IgnoreMatcher = string | RegExp | ((name: string) => boolean);

/** What hooks receive. */
export interface ExpressRequestInfo<RequestType = ExpressRequest> {
  /** The request, as Express passes it. */
  readonly request: RequestType;
  /** The path template so far, such as `/users/:id`; empty while only `/` matched. */
  readonly route: string;
  /** What the layer does. */
  readonly layerType: ExpressLayerType;
}

/** Options of `ExpressInstrumentation`: those of `@opentelemetry/instrumentation-express`. */
export interface ExpressInstrumentationConfig<
  RequestType = ExpressRequest,
> extends InstrumentationConfig {
  /** Layers without a span, by name. They still count for `http.route`. Default: none. */
  ignoreLayers?: readonly IgnoreMatcher[];
  /** Layers without a span, by type. Default: none. */
  ignoreLayersType?: readonly ExpressLayerType[];
  /** Returns the name of a span. The default name is used if it throws or returns nothing. */
  spanNameHook?: (info: ExpressRequestInfo<RequestType>, defaultName: string) => string;
  /** Called with each new span. */
  requestHook?: (span: Span, info: ExpressRequestInfo<RequestType>) => void;
}

const matcher: OptionKind = {
  expected: 'a string, a regular expression or a function',
  accepts: (value) =>
    typeof value === 'string' || typeof value === 'function' || value instanceof RegExp,
};

const optionKinds = {
  enabled: kinds.boolean,
  ignoreLayers: kinds.list(matcher),
  ignoreLayersType: kinds.list(kinds.oneOf(Object.values(ExpressLayerType))),
  spanNameHook: kinds.hook,
  requestHook: kinds.hook,
} as const satisfies OptionTable<ExpressInstrumentationConfig>;

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option */
export function readExpressOptions(
  config: ExpressInstrumentationConfig,
): ExpressInstrumentationConfig {
  return readOptions<ExpressInstrumentationConfig>(config, optionKinds);
}
