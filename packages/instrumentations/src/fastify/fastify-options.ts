import type { Span } from '@opentelemetry/api';
import { kinds, readOptions, type OptionKind, type OptionTable } from 'option-check';
import type { InstrumentationConfig } from '../base/instrumentation';
import { lifecycleHooks, type FastifyRequest, type LifecycleHook } from './fastify-shapes';
import { isSimpleGlob } from './path-glob';

/** Options of `FastifyInstrumentation`: those of `@fastify/otel`. */
export interface FastifyInstrumentationConfig<
  RequestType = FastifyRequest,
> extends InstrumentationConfig {
  /**
   * Requests and routes that are not recorded: a path, in which `*` stands for a part of a segment, `**` for anything, `?`
   * for a character and `{a,b}` for either; or a function. Default: none.
   */
  ignorePaths?:
    string | ((request: { url: string; method: string | readonly string[] }) => boolean);
  /** Called with the span of each request. */
  requestHook?: (span: Span, request: RequestType) => void;
  /** Called with the span of each hook and handler. */
  lifecycleHook?: (
    span: Span,
    info: { hookName: string; request: RequestType; handler: string },
  ) => void;
  /** Whether errors become events of spans, beside their status. Default: true. */
  recordExceptions?: boolean;
  /** Hooks that have a span: all, none, or these. Default: all. */
  instrumentHooks?: boolean | readonly LifecycleHook[];
  /** Whether handlers of routes have a span. Default: true. */
  instrumentHandler?: boolean;
}

const paths: OptionKind = {
  expected: 'a path with *, **, ? or {a,b}, or a function',
  accepts: (value) => typeof value === 'function' || isSimpleGlob(value),
};

const hooks: OptionKind = {
  expected: `true, false, or one or more of ${lifecycleHooks.join(', ')}`,
  accepts: (value) =>
    typeof value === 'boolean' ||
    (Array.isArray(value) &&
      value.length > 0 &&
      value.every((name) => lifecycleHooks.includes(name as LifecycleHook))),
};

const optionKinds = {
  enabled: kinds.boolean,
  ignorePaths: paths,
  requestHook: kinds.hook,
  lifecycleHook: kinds.hook,
  recordExceptions: kinds.boolean,
  instrumentHooks: hooks,
  instrumentHandler: kinds.boolean,
} as const satisfies OptionTable<FastifyInstrumentationConfig>;

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option */
export function readFastifyOptions(
  config: FastifyInstrumentationConfig,
): FastifyInstrumentationConfig {
  return readOptions<FastifyInstrumentationConfig>(config, optionKinds);
}
