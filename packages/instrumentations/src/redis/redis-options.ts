import type { Span } from '@opentelemetry/api';
import { kinds, readOptions, type OptionTable } from 'option-check';
import type { InstrumentationConfig } from '../base/instrumentation';

/** Options of `RedisInstrumentation`: those of `@opentelemetry/instrumentation-redis`. */
export interface RedisInstrumentationConfig extends InstrumentationConfig {
  /**
   * Returns `db.query.text`. Default: the command and its keys. Arguments that may be secret are `?`: the channel does
   * not have them.
   */
  dbStatementSerializer?:
    ((commandName: string, commandArgs: (string | Buffer)[]) => string) | undefined;
  /** Called with the span of a command that succeeded, before it ends. */
  responseHook?:
    | ((
        span: Span,
        commandName: string,
        commandArgs: (string | Buffer)[],
        response: unknown,
      ) => void)
    | undefined;
  /** Records commands only where a span is active. Default: false. */
  requireParentSpan?: boolean | undefined;
}

const optionKinds = {
  enabled: kinds.boolean,
  dbStatementSerializer: kinds.hook,
  responseHook: kinds.hook,
  requireParentSpan: kinds.boolean,
} as const satisfies OptionTable<RedisInstrumentationConfig>;

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option */
export function readRedisOptions(config: RedisInstrumentationConfig): RedisInstrumentationConfig {
  return readOptions<RedisInstrumentationConfig>(config, optionKinds);
}
