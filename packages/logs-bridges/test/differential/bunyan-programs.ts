import * as fc from 'fast-check';
import type { BunyanCall, BunyanProgram } from './play-bunyan.ts';
import { errors, keys, maps, texts, values } from './values.ts';

const names = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** Bunyan's own fields may be overwritten, but for those that it cannot do without. */
const fieldKeys = fc.oneof(
  { weight: 3, arbitrary: keys.filter((key) => key !== 'level') },
  { weight: 1, arbitrary: fc.constantFrom('time', 'v', 'pid', 'component', 'src') },
);
const entries = fc.array(fc.tuple(fieldKeys, values), { maxLength: 3 });
const levels = fc.option(fc.constantFrom<string | number>(...names, 15, 35, 55, 65), {
  nil: undefined,
});

const calls: fc.Arbitrary<BunyanCall> = fc.record({
  way: fc.constantFrom<BunyanCall['way'][]>('message', 'fields', 'error', 'format'),
  level: fc.constantFrom(...names),
  isInSpan: fc.boolean(),
  child: fc.option(fc.record({ fields: entries, isSimple: fc.boolean() }), {
    nil: undefined,
    freq: 3,
  }),
  message: texts,
  fields: maps,
  error: errors,
  args: fc.array(values, { maxLength: 2 }),
});

export const bunyanPrograms: fc.Arbitrary<BunyanProgram> = fc.record({
  options: fc.record(
    {
      disableLogSending: fc.boolean(),
      disableLogCorrelation: fc.boolean(),
      logSeverity: fc.constantFrom(1, 3, 5, 9, 13, 17, 21, 24),
      hasHook: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  isConstructed: fc.boolean(),
  level: levels,
  streams: fc.array(levels, { minLength: 1, maxLength: 2 }),
  hasSerializers: fc.boolean(),
  fields: entries,
  calls: fc.array(calls, { minLength: 1, maxLength: 4 }),
});
