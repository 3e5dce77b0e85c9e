import { AddonFile } from 'addon-loader';
import { OtelNativeError } from '@otel-native/api-bridge';
import { kFormatHash } from '../record/format.gen';
import type { Addon } from './addon';

const file = new AddonFile<Addon>(
  { packageName: '@otel-native/native-core', name: 'otel_native_core', from: import.meta.url },
  formatMismatch,
);

export const loadAddon = file.load;

/** Why the native addon cannot be used in this process, or undefined when it can. Never throws. */
export function loadError(): Error | undefined {
  return file.error;
}

/** The file of the native addon that this process uses, or undefined if {@link loadError} returns an error. */
export function addonPath(): string | undefined {
  return file.path;
}

function formatMismatch({ formatHash }: Addon): Error | undefined {
  if (formatHash === kFormatHash) return undefined;
  const message = `the binary of @otel-native/native-core has record format ${formatHash}, this package ${kFormatHash}: install both in the same version, or rebuild`;
  return new OtelNativeError('ERR_OTEL_NATIVE_FORMAT_MISMATCH', message);
}
