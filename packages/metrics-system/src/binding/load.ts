import { AddonFile } from 'addon-loader';
import type { Addon } from './addon';

const file = new AddonFile<Addon>({
  packageName: '@otel-native/metrics-system',
  name: 'otel_native_metrics_system',
  from: import.meta.url,
  usesLibuv: true,
  otherwise: 'use the groups "nodejs" and "v8js" alone',
});

export const loadAddon = file.load;

/**
 * Why the native part of this package cannot be used on this machine (an `Error` with code
 * `ERR_OTEL_NATIVE_NO_BINARY`), or undefined when it can. Never throws.
 */
export function loadError(): Error | undefined {
  return file.error;
}

/** The file of the native addon that this process uses, or undefined if {@link loadError} returns an error. */
export function addonPath(): string | undefined {
  return file.path;
}
