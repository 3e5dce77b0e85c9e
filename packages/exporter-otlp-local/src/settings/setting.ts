import { inspect } from 'node:util';

/** A value and where it was found, for messages: the name of an option or of an environment variable. */
export interface Setting {
  readonly value: string;
  readonly source: string;
}

/** What an environment variable says; nothing when it is unset or blank. */
export function fromEnvironment(...names: string[]): Setting | undefined {
  for (const source of names) {
    const value = process.env[source]?.trim();
    if (value !== undefined && value !== '') return { value, source };
  }
  return undefined;
}

/** A value as messages show it. Credentials and the query of a URL are left out. */
export function shown(value: unknown): string {
  return (
    inspect(value)
      .replace(/\/\/[^\s/?#]*@/, '//***@')
      // As an endpoint without a scheme has it.
      .replace(/^'[^\s/?#@]*@/, "'***@")
      .replace(/\?[^\s'"]+/, '?***')
  );
}
