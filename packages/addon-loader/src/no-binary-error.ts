import { prebuiltName, type AddonDescription } from './addon-places.ts';
import { prebuiltTargets } from './target.ts';

/** A file that was tried, and why it was not loaded. */
export interface Attempt {
  readonly path: string;
  readonly reason: Error;
}

/** Says in its first line what is missing, then which files were tried, why each failed, and what to do. */
export function noBinaryError(addon: AddonDescription, failed: readonly Attempt[]): Error {
  const { packageName, otherwise } = addon;
  const machine = `${prebuiltTargets().join(' or ')} with Node ${process.version}`;
  const tried = failed.map(({ path, reason }) => `\n  ${path}: ${firstLine(reason.message)}`);
  const advice = [
    `reinstall ${packageName} in its whole`,
    `set OTEL_NATIVE_ADDON_DIR to a folder with ${prebuiltName(addon)}`,
    ...(otherwise === undefined ? [] : [otherwise]),
  ];
  const message = `${packageName} has no binary that loads on ${machine}.\nTried:${tried.join('')}\nWhat helps: ${advice.join(', or ')}`;
  return Object.assign(new Error(message, { cause: failed.at(-1)?.reason }), {
    code: 'ERR_OTEL_NATIVE_NO_BINARY',
  });
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!;
}
