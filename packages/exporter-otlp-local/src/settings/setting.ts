import { inspect } from 'node:util';

/** A value and its source, which messages name: an option or an environment variable. */
export interface Setting {
  readonly value: string;
  readonly source: string;
}

/** Returns the first of these environment variables that is set and not blank. */
export function fromEnvironment(...names: string[]): Setting | undefined {
  for (const source of names) {
    const value = process.env[source]?.trim();
    if (value !== undefined && value !== '') return { value, source };
  }
  return undefined;
}

/** Formats a value for messages, without credentials and the query of a URL. */
export function shown(value: unknown): string {
  return (
    inspect(value)
      .replace(/\/\/[^\s/?#]*@/, '//***@')
      // Also matches an endpoint without a scheme.
      .replace(/^'[^\s/?#@]*@/, "'***@")
      .replace(/\?[^\s'"]+/, '?***')
  );
}
