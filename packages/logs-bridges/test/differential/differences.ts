import type { Described } from './described.ts';
import type { WinstonProgram } from './play-winston.ts';
import type { Outcome } from './player.ts';

/** What a text says of a symbol that becomes part of it: the official SDK throws that at the application. */
const kSymbolThrows = 'TypeError: Cannot convert a Symbol value to a string';

/**
 * Returns whether the official side threw something of its own at the application. The record is then lost there; here the application
 * goes on.
 */
export function threwAtApplication(theirs: Outcome, ours: Outcome): boolean {
  return theirs.thrown.includes(kSymbolThrows) && !ours.thrown.includes(kSymbolThrows);
}

/**
 * Returns the outcome without exceptions if the official transport takes further arguments for an exception that are none, such as the
 * 5 in `warn('count %d', 5)`.
 */
export function withoutWrongExceptions(program: WinstonProgram, outcome: Outcome): Outcome {
  if (!program.calls.some(hasWrongException)) return outcome;
  const records = outcome.records.map((record) => ({
    ...record,
    attributes: record.attributes.filter(([key]) => !kOfException.test(key)),
    // Where there are too many attributes, the exception is among those that were dropped.
    droppedAttributesCount: 0,
  }));
  return { ...outcome, records };
}

/** What an exception adds; the last three are no attributes where `format.errors()` has put them into the record. */
const kOfException = /^(exception[.].*|stack|code|name)$/;

/**
 * Returns the outcome without the records that the official transport leaves out although its own option asks for them. The levels of
 * the command line have `verbose` behind `debug`, while its severity is above that of `debug`. Those of syslog have `crit` behind
 * `alert`, the least level that the official transport knows for the severity FATAL, which `crit` has, too.
 */
export function withoutRecordsBehindLevels(program: WinstonProgram, outcome: Outcome): Outcome {
  const { levels, options } = program;
  if (options.logSeverity == null) return outcome;
  const leftOut = { cli: 'verbose', syslog: options.logSeverity === 21 ? 'crit' : undefined };
  const level = levels in leftOut ? leftOut[levels as keyof typeof leftOut] : undefined;
  if (level === undefined) return outcome;
  const records = outcome.records.filter(({ severityText }) => severityText !== level);
  return { ...outcome, records };
}

function hasWrongException({ way, splat, meta }: WinstonProgram['calls'][number]): boolean {
  if (way === 'meta') return seemsException(meta);
  if (way === 'splat') return [...splat, meta].some(seemsException);
  return (way === 'log' || way === 'error') && splat.some(seemsException);
}

function seemsException(described: Described): boolean {
  if (typeof described === 'string' || typeof described === 'number') return true;
  if (typeof described !== 'object' || described === null || Array.isArray(described)) return false;
  return (
    described.kind === 'long' ||
    described.kind === 'function' ||
    (described.kind === 'map' &&
      described.entries.some(([key]) => ['code', 'name', 'message', 'stack'].includes(key)))
  );
}
