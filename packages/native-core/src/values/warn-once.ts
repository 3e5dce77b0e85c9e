import { diag } from '@opentelemetry/api';

const said = new Set<string>();

/** Warns through `diag`, once for each `message`. */
export function warnOnce(message: string, ...details: unknown[]): void {
  if (said.has(message)) return;
  said.add(message);
  diag.warn(message, ...details);
}
