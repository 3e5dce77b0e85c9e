import { diag } from '@opentelemetry/api';

/**
 * Returns the single entry of an object that stands for a choice, such as `{ always_on: {} }`. `what` names the choice
 * in errors.
 * @throws for no entry or several
 */
export function onlyEntry(choice: object, what: string): [name: string, settings: unknown] {
  const entries = Object.entries(choice).filter(([, settings]) => settings !== undefined);
  if (entries.length === 1) return entries[0]!;
  const names = entries.map(([name]) => name).join(', ');
  throw new Error(`${what} needs exactly one entry and has ${names === '' ? 'none' : names}`);
}

/** Warns of settings in the file that have no effect. */
export function warnOfUnused(
  what: string,
  settings: object | null | undefined,
  used: readonly string[],
): void {
  const unused = Object.keys(settings ?? {}).filter((name) => !used.includes(name));
  if (unused.length > 0)
    diag.warn(`the configuration's ${what} has ${unused.join(', ')}: not used`);
}

/** The error for a choice that this SDK does not support. */
export function unknown(what: string, name: string): Error {
  return new Error(`the ${what} "${name}" is not known`);
}
