import { diag } from '@opentelemetry/api';
import type { OtelNativeError, Signal } from '@otel-native/api-bridge';
import { inspect } from 'node:util';

/** A value and its source, which messages name: an option or an environment variable. */
export interface Setting {
  readonly value: string;
  readonly source: string;
}

/** Receives a message about a variable. With a `cause`, the variable is ignored for that reason. */
export type Warn = (message: string, cause?: OtelNativeError) => void;

export const warnThroughDiag: Warn = (message) => diag.warn(message);

/** Returns the first of these environment variables that is set and not blank. */
export function fromEnvironment(...names: string[]): Setting | undefined {
  for (const source of names) {
    const value = process.env[source]?.trim();
    if (value !== undefined && value !== '') return { value, source };
  }
  return undefined;
}

/** A signal, as it is spelled in names of variables. */
export function signalVariable(signal: Signal): Uppercase<Signal> {
  return signal.toUpperCase() as Uppercase<Signal>;
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
