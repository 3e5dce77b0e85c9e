import { createRequire } from 'node:module';
import { findPackage, type FoundPackage, type OptionalPackage } from './find-package.ts';
import { rangeOf } from './version.ts';

/**
 * Loads packages that a purpose needs together.
 * @param from the file of ours that asks: `import.meta.url`, which bundlers may have made undefined
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE`, with what was found and what is
 *   needed, before anything is loaded; and what a package throws while it loads
 */
export function loadPackages<T extends unknown[]>(
  purpose: string,
  wanted: { readonly [Index in keyof T]: OptionalPackage },
  from: string | undefined,
): T {
  const found = wanted.map((one: OptionalPackage) => findPackage(one, from));
  const missing = wanted.filter((_, index) => found[index] === undefined);
  if (missing.length > 0) throw missingError(purpose, missing);
  const installed = found as FoundPackage[];
  const wrong = installed.findIndex(({ isSupported }) => !isSupported);
  if (wrong >= 0) throw unsupportedError(purpose, wanted[wrong]!, installed[wrong]!);
  return installed.map(({ path }) => createRequire(path)(path)) as T;
}

function missingError(purpose: string, missing: readonly OptionalPackage[]): Error {
  const needed = missing.map((one) => `${one.name} ${rangeOf(one)}`).join(' and ');
  const command = `npm install ${missing.map((one) => one.through ?? one.name).join(' ')}`;
  const are = missing.length === 1 ? 'is' : 'are';
  return coded(
    'ERR_OTEL_NATIVE_MISSING_PACKAGE',
    `${purpose} needs ${needed}, which ${are} not installed: ${command}`,
  );
}

function unsupportedError(purpose: string, wanted: OptionalPackage, found: FoundPackage): Error {
  const { name, through, atLeast } = wanted;
  const advice = through === undefined ? `npm install ${name}@^${atLeast}` : `update ${through}`;
  return coded(
    'ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE',
    `${purpose} needs ${name} ${rangeOf(wanted)}; found ${found.version} in ${found.folder}: ${advice}`,
  );
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
