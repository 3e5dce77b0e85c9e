import { createRequire } from 'node:module';
import { codedError } from '../errors';
import { kFormatHash } from '../record/format.gen';
import type { Addon } from './addon';

let loaded: { addon?: Addon; error?: Error } | undefined;

/**
 * The native addon: from the package for this platform where one is installed, else as `npm run build` leaves it.
 * @throws `ERR_OTEL_NATIVE_NO_BINARY` when none loads, `ERR_OTEL_NATIVE_FORMAT_MISMATCH` when it was built from another
 *   record format than this JavaScript
 */
export function loadAddon(): Addon {
  loaded ??= tryToLoad();
  if (loaded.addon === undefined) throw loaded.error;
  return loaded.addon;
}

/** Why the native addon cannot be used in this process, or undefined when it can. Never throws. */
export function loadError(): Error | undefined {
  loaded ??= tryToLoad();
  return loaded.error;
}

function tryToLoad(): { addon: Addon } | { error: Error } {
  const require = createRequire(import.meta.url);
  const platform = `${process.platform}-${process.arch}`;
  const errors: unknown[] = [];
  for (const path of [
    `@otel-native/native-core-${platform}`,
    '../build/Release/otel_native_core.node',
  ]) {
    try {
      const addon = require(path) as Addon;
      if (addon.formatHash === kFormatHash) return { addon };
      const message = `${path} has record format ${addon.formatHash}, this package ${kFormatHash}: install both in the same version, or rebuild`;
      return { error: codedError('ERR_OTEL_NATIVE_FORMAT_MISMATCH', message) };
    } catch (error) {
      errors.push(error);
    }
  }
  const message = `@otel-native/native-core has no binary that loads on ${platform} with Node ${process.version}; build it with "npx node-gyp rebuild" in its folder`;
  return { error: codedError('ERR_OTEL_NATIVE_NO_BINARY', message, new AggregateError(errors)) };
}
