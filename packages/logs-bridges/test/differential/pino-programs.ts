import * as fc from 'fast-check';
import type { Described } from './described.ts';
import type { PinoCall, PinoProgram } from './play-pino.ts';
import { errors, keys, maps, texts, values } from './values.ts';

const kLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
const customLevels = { silly: 5, notice: 35, loud: 55, endless: 1000 };

/** Names of pino's own fields among those of the application. */
const fieldKeys = fc.oneof(
  { weight: 5, arbitrary: keys },
  { weight: 1, arbitrary: fc.constantFrom('pid', 'msg', 'span_id', 'trace_flags', 'hostname') },
);
const plainEntries = fc.array(fc.tuple(fieldKeys, values), { maxLength: 3 });
/** Times that the application writes itself. */
const times = fc.constantFrom<Described>(0, 1.5, 1_600_000_000_000, '17', 'noon', '', null, true);
const entries = fc
  .tuple(plainEntries, fc.option(times, { nil: undefined, freq: 8 }))
  .map(([all, time]): [string, Described][] =>
    time === undefined ? all : [...all, ['time', time]],
  );
const fields = fc.oneof(
  maps,
  entries.map((all): Described => ({ kind: 'map', entries: all })),
);
const redact = fc.constantFrom(['user'], ['a', 'b.user'], ['*.name'], ['err.message']);

const calls: fc.Arbitrary<PinoCall> = fc.record({
  way: fc.constantFrom<PinoCall['way'][]>(
    'message',
    'fields',
    'fields',
    'fieldsAlone',
    'error',
    'errorAlone',
    'nothing',
  ),
  level: fc.constantFrom(...kLevels, ...Object.keys(customLevels)),
  isInSpan: fc.boolean(),
  child: fc.option(
    fc.record(
      {
        bindings: entries,
        level: fc.constantFrom(...kLevels),
        msgPrefix: fc.constant('[part] '),
        hasSerializers: fc.boolean(),
        hasFormatters: fc.boolean(),
        redact,
      },
      { requiredKeys: ['bindings'] },
    ),
    { nil: undefined, freq: 2 },
  ),
  message: texts,
  fields,
  error: errors,
  args: fc.array(values, { maxLength: 2 }),
});

const loggers: fc.Arbitrary<PinoProgram['logger']> = fc.record(
  {
    level: fc.constantFrom(...kLevels),
    name: fc.constant('shop'),
    messageKey: fc.constantFrom('msg', 'message', 'text'),
    errorKey: fc.constantFrom('err', 'error', 'failure'),
    nestedKey: fc.constant('payload'),
    msgPrefix: fc.constant('> '),
    crlf: fc.boolean(),
    redact,
    base: fc.option(entries, { nil: null, freq: 2 }),
    time: fc.constantFrom('epochTime', 'unixTime', 'isoTime', 'nullTime', 'none', 'own'),
    customLevels: fc.constant(customLevels),
    mixin: entries,
    hasSerializers: fc.boolean(),
    levelFormatter: fc.constantFrom('label', 'none'),
    hasLogFormatter: fc.boolean(),
    hasStreamWrite: fc.boolean(),
    streams: fc.constantFrom(1, 1, 2),
  },
  { requiredKeys: ['streams'] },
);

export const pinoPrograms: fc.Arbitrary<PinoProgram> = fc.record({
  options: fc.record(
    {
      disableLogSending: fc.boolean(),
      disableLogCorrelation: fc.boolean(),
      logKeys: fc.constant({ traceId: 'trace', spanId: 'user', traceFlags: 'flags' }),
      hasHook: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  logger: loggers,
  calls: fc.array(calls, { minLength: 1, maxLength: 4 }),
});
