import { diag } from '@opentelemetry/api';

/**
 * The one entry of an object that stands for a choice, such as `{ always_on: {} }`, with what is said of it.
 * @throws when there is none or more than one
 */
export function onlyEntry(choice: object, what: string): [name: string, settings: unknown] {
  const entries = Object.entries(choice).filter(([, settings]) => settings !== undefined);
  if (entries.length === 1) return entries[0]!;
  const names = entries.map(([name]) => name).join(', ');
  throw new Error(`${what} needs exactly one entry and has ${names === '' ? 'none' : names}`);
}

/** Says what stands in the file and has no effect. */
export function warnOfUnused(
  what: string,
  settings: object | null | undefined,
  used: readonly string[],
): void {
  const unused = Object.keys(settings ?? {}).filter((name) => !used.includes(name));
  if (unused.length > 0)
    diag.warn(`the configuration's ${what} has ${unused.join(', ')}: not used`);
}

/** @throws for a choice that this SDK does not have */
export function unknown(what: string, name: string): Error {
  return new Error(`the ${what} "${name}" is not known`);
}
