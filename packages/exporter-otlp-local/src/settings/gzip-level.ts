import { diag } from '@opentelemetry/api';
import { kinds } from 'option-check';
import type { NativeSettings } from '../binding/addon';

/** zlib's own default. docs/performance.md has the time and size of each choice. */
const kDefaultLevel = 6;
/** The code of the warning. */
const kNoZlib = 'OTEL_NATIVE_NO_ZLIB';

export const compressionLevel = kinds.number({ from: 1, to: 9, isWhole: true });

/** Returns the level for native code, where 0 means no compression. */
export function gzipLevel(isCompressed: boolean, level: number = kDefaultLevel): number {
  return isCompressed ? level : 0;
}

let hasWarned = false;

/** Warns once if compression is asked for on a host without zlib. Native code then sends requests as they are. */
export function warnWithoutZlib(settings: NativeSettings, hasZlib: boolean): void {
  const isAskedFor = Object.values(settings).some((signal) => signal.gzipLevel > 0);
  if (hasZlib || hasWarned || !isAskedFor) return;
  hasWarned = true;
  diag.warn(
    `Requests are sent without compression: this runtime does not export the zlib that Node.js has (${kNoZlib})`,
  );
}
