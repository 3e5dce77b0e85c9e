import { LoadedAddon, platform, requireAddon } from 'addon-loader';
import { codedError } from '../errors';
import type { Addon } from './addon';

const loaded = new LoadedAddon(load);

/**
 * The native addon: as `npm run build` leaves it, else from the package for this platform.
 * @throws `ERR_OTEL_NATIVE_NO_BINARY` when none loads
 */
export function loadAddon(): Addon {
  return loaded.get();
}

/**
 * Why the native part of this package cannot be used on this machine (an `Error` with code
 * `ERR_OTEL_NATIVE_NO_BINARY`), or undefined when it can. Never throws.
 */
export function loadError(): Error | undefined {
  return loaded.error;
}

function load(): Addon | Error {
  const addon = requireAddon({
    from: import.meta.url,
    built: '../build/Release/otel_native_metrics_system.node',
    installed: `@otel-native/metrics-system-${platform}`,
  }) as Addon | AggregateError;
  if (!(addon instanceof AggregateError)) return addon;
  const message =
    `@otel-native/metrics-system has no binary that loads on ${platform} with Node ${process.version}; ` +
    'build it with "npx node-gyp rebuild" in its folder, or use the groups "nodejs" and "v8js" alone';
  return codedError('ERR_OTEL_NATIVE_NO_BINARY', message, addon);
}
