import { setAddonDirectory } from '@otel-native/api-bridge';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { OtelNativeError } from '@otel-native/api-bridge';

/**
 * Loads the addons from this folder; undefined changes nothing.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` if it is not a folder
 */
export function useAddonDirectory(path: string | undefined): void {
  if (path === undefined) return;
  if (!isFolder(path)) {
    const message = `addonDirectory is ${String(path)}: expected the path of a folder with native addons`;
    throw new OtelNativeError('ERR_OTEL_NATIVE_INVALID_OPTION', message);
  }
  setAddonDirectory(resolve(path));
}

function isFolder(path: unknown): path is string {
  try {
    return typeof path === 'string' && statSync(path).isDirectory();
  } catch {
    return false;
  }
}
