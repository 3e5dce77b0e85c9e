import { createRequire } from 'node:module';
import { codedError } from '../errors';
import type { Addon } from './addon';

let loaded: { addon: Addon } | { error: Error } | undefined;

/**
 * The native addon: from the package for this platform where one is installed, else as `npm run build` leaves it.
 * @throws `ERR_OTEL_NATIVE_NO_BINARY` when none loads
 */
export function loadAddon(): Addon {
  loaded ??= tryToLoad();
  if ('error' in loaded) throw loaded.error;
  return loaded.addon;
}

/**
 * Why the native part of this package cannot be used on this machine (an `Error` with code
 * `ERR_OTEL_NATIVE_NO_BINARY`), or undefined when it can. Never throws.
 */
export function loadError(): Error | undefined {
  loaded ??= tryToLoad();
  return 'error' in loaded ? loaded.error : undefined;
}

function tryToLoad(): { addon: Addon } | { error: Error } {
  const require = createRequire(import.meta.url);
  const platform = `${process.platform}-${process.arch}`;
  const errors: unknown[] = [];
  for (const path of [
    `@otel-native/metrics-system-${platform}`,
    '../build/Release/otel_native_metrics_system.node',
  ]) {
    try {
      return { addon: require(path) as Addon };
    } catch (error) {
      errors.push(error);
    }
  }
  const message =
    `@otel-native/metrics-system has no binary that loads on ${platform} with Node ${process.version}; ` +
    'build it with "npx node-gyp rebuild" in its folder, or use the groups "nodejs" and "v8js" alone';
  return { error: codedError('ERR_OTEL_NATIVE_NO_BINARY', message, new AggregateError(errors)) };
}
