import type { Span } from '@opentelemetry/api';
import { kinds, readOptions, type OptionTable } from 'option-check';
import type { InstrumentationConfig } from '../base/instrumentation';

/** What `responseHook` receives. */
export interface MySQL2ResponseHookInformation {
  /** What the callback of the query receives. Undefined for a query without a callback, whose rows are events. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as hooks written for the official package expect it
  queryResults: any;
}

/** Options of `MySQL2Instrumentation`: those of `@opentelemetry/instrumentation-mysql2`. */
export interface MySQL2InstrumentationConfig extends InstrumentationConfig {
  /** Passes `db.query.text` through `maskStatementHook`. Default: false. */
  maskStatement?: boolean | undefined;
  /** Returns the text to record. Default: replaces numbers and quoted strings by `?`. */
  maskStatementHook?: ((query: string) => string) | undefined;
  /** Called with the span of a query that succeeded, before it ends. */
  responseHook?: ((span: Span, info: MySQL2ResponseHookInformation) => void) | undefined;
  /** Has no effect, and logs one line: a diagnostics channel cannot change a query. */
  addSqlCommenterCommentToQueries?: boolean | undefined;
}

const optionKinds = {
  enabled: kinds.boolean,
  maskStatement: kinds.boolean,
  maskStatementHook: kinds.hook,
  responseHook: kinds.hook,
  addSqlCommenterCommentToQueries: kinds.boolean,
} as const satisfies OptionTable<MySQL2InstrumentationConfig>;

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option */
export function readMySQL2Options(
  config: MySQL2InstrumentationConfig,
): MySQL2InstrumentationConfig {
  return readOptions<MySQL2InstrumentationConfig>(config, optionKinds);
}
