import { diag } from '@opentelemetry/api';
import { invalidOption, kinds } from 'option-check';
import { fromEnvironment, shown } from './setting.ts';

const kVariable = 'OTEL_NATIVE_MAX_RETRY_AFTER';
const kDefaultMillis = 300_000;
/** The longest wait of the export queue. */
const kHourMillis = 3_600_000;

const wait = kinds.number({ above: 0, to: kHourMillis });

/**
 * Returns the longest accepted `Retry-After` wait, in milliseconds.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option
 */
export function resolveMaxRetryAfterMillis(option: unknown): number {
  if (option === undefined) return fromVariable() ?? kDefaultMillis;
  if (!wait.accepts(option)) throw invalidOption('maxRetryAfterMillis', option, wait.expected);
  return option as number;
}

function fromVariable(): number | undefined {
  const setting = fromEnvironment(kVariable);
  if (setting === undefined) return undefined;
  const millis = Number(setting.value);
  if (wait.accepts(millis)) return millis;
  diag.warn(`${kVariable} is ${shown(setting.value)} and ignored, expected ${wait.expected}`);
  return undefined;
}
