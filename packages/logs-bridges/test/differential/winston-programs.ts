import * as fc from 'fast-check';
import type { Described } from './described.ts';
import { formatNames, type WinstonCall, type WinstonProgram } from './play-winston.ts';
import { entries, errors, maps, texts, values } from './values.ts';

const levelsOf = {
  npm: ['error', 'warn', 'info', 'http', 'verbose', 'debug', 'silly'],
  syslog: ['emerg', 'alert', 'crit', 'error', 'warning', 'notice', 'info', 'debug'],
  cli: ['error', 'warn', 'help', 'data', 'info', 'debug', 'prompt', 'verbose', 'input', 'silly'],
  otel: ['fatal', 'error', 'warn', 'info', 'debug', 'trace'],
  own: ['disaster', 'error', 'notable', 'info', 'chatter'],
} as const;

const options = fc.record(
  {
    disableLogSending: fc.boolean(),
    disableLogCorrelation: fc.boolean(),
    logSeverity: fc.constantFrom(1, 5, 9, 13, 14, 17, 21),
    severityMapping: fc.constant({ disaster: 21, notable: 13, chatter: 2, info: 10 }),
    hasHook: fc.boolean(),
  },
  { requiredKeys: [] },
);

function callsOf(levels: readonly string[]): fc.Arbitrary<WinstonCall> {
  return fc
    .record({
      way: fc.constantFrom<WinstonCall['way'][]>(
        ...(['message', 'log', 'object', 'meta', 'splat', 'error', 'logObject', 'write'] as const),
      ),
      level: fc.constantFrom(...levels),
      isInSpan: fc.boolean(),
      child: fc.option(entries, { nil: undefined, freq: 3 }),
      message: fc
        .oneof({ weight: 5, arbitrary: texts as fc.Arbitrary<Described> }, values, errors)
        .filter((message) => !hasCycle(message)),
      meta: fc.oneof({ weight: 3, arbitrary: maps as fc.Arbitrary<Described> }, errors),
      splat: fc.array(fc.oneof(values, errors), { maxLength: 3 }),
    })
    .filter(({ way, meta }) => way !== 'object' || !hasCycle(meta));
}

/** The official SDK loses records whose body contains itself. */
function hasCycle(described: Described): boolean {
  return JSON.stringify(described ?? null).includes('"cycle"');
}

export const winstonPrograms: fc.Arbitrary<WinstonProgram> = fc
  .constantFrom(...(Object.keys(levelsOf) as (keyof typeof levelsOf)[]))
  .chain((levels) => {
    const names = levelsOf[levels];
    const level = fc.option(fc.constantFrom(...names), { nil: undefined });
    return fc.record({
      options,
      levels: fc.constant(levels),
      level,
      formats: fc.array(fc.constantFrom(...formatNames), { maxLength: 3 }),
      defaultMeta: fc.option(entries, { nil: undefined }),
      transports: fc.array(fc.record({ level, hasFormat: fc.boolean() }), { maxLength: 2 }),
      calls: fc.array(callsOf(names), { minLength: 1, maxLength: 4 }),
    });
  });
