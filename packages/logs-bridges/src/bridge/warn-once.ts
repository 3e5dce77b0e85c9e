import { quietDiag } from './quiet-diag';

const said = new Set<string>();

/** Warns through `diag`, once for each `message`. */
export function warnOnce(message: string, ...details: unknown[]): void {
  if (said.has(message)) return;
  said.add(message);
  quietDiag.warn(message, ...details);
}
