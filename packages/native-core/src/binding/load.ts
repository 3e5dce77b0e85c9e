import { LoadedAddon, platform, requireAddon } from 'addon-loader';
import { codedError } from '../errors';
import { kFormatHash } from '../record/format.gen';
import type { Addon } from './addon';

const loaded = new LoadedAddon(load);

/**
 * The native addon: as `npm run build` leaves it, else from the package for this platform.
 * @throws `ERR_OTEL_NATIVE_NO_BINARY` when none loads, `ERR_OTEL_NATIVE_FORMAT_MISMATCH` when it was built from another
 *   record format than this JavaScript
 */
export function loadAddon(): Addon {
  return loaded.get();
}

/** Why the native addon cannot be used in this process, or undefined when it can. Never throws. */
export function loadError(): Error | undefined {
  return loaded.error;
}

function load(): Addon | Error {
  const addon = requireAddon({
    from: import.meta.url,
    built: '../build/Release/otel_native_core.node',
    installed: `@otel-native/native-core-${platform}`,
  }) as Addon | AggregateError;
  if (addon instanceof AggregateError) {
    const message = `@otel-native/native-core has no binary that loads on ${platform} with Node ${process.version}; build it with "npx node-gyp rebuild" in its folder`;
    return codedError('ERR_OTEL_NATIVE_NO_BINARY', message, addon);
  }
  if (addon.formatHash === kFormatHash) return addon;
  const message = `the binary of @otel-native/native-core has record format ${addon.formatHash}, this package ${kFormatHash}: install both in the same version, or rebuild`;
  return codedError('ERR_OTEL_NATIVE_FORMAT_MISMATCH', message);
}
