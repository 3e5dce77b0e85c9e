import { SeverityNumber } from '@opentelemetry/api';

/** A method of the console that is sent. */
export interface ConsoleMethod {
  readonly name: 'trace' | 'debug' | 'log' | 'info' | 'warn' | 'error' | 'dir';
  readonly severityNumber: SeverityNumber;
  readonly severityText: string;
}

/** The methods that Node.js publishes on `console.<name>` before it prints. */
export const publishedMethods: readonly ConsoleMethod[] = [
  { name: 'debug', severityNumber: SeverityNumber.DEBUG, severityText: 'debug' },
  { name: 'log', severityNumber: SeverityNumber.INFO, severityText: 'info' },
  { name: 'info', severityNumber: SeverityNumber.INFO, severityText: 'info' },
  { name: 'warn', severityNumber: SeverityNumber.WARN, severityText: 'warn' },
  { name: 'error', severityNumber: SeverityNumber.ERROR, severityText: 'error' },
];

/** The methods that can only be replaced. `trace` prints through `error`, `dir` publishes nothing. */
export const patchedMethods: readonly ConsoleMethod[] = [
  { name: 'trace', severityNumber: SeverityNumber.TRACE, severityText: 'trace' },
  { name: 'dir', severityNumber: SeverityNumber.INFO, severityText: 'info' },
];
