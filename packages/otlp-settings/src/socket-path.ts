import { isAbsolute } from 'node:path';
import { OtelNativeError } from '@otel-native/api-bridge';
import { shown } from './setting.ts';

/** Size of `sockaddr_un.sun_path` without the final NUL. */
const kMaxSocketPathBytes = process.platform === 'darwin' ? 103 : 107;

/** @throws `ERR_OTEL_NATIVE_INVALID_SOCKET_PATH` */
export function checkSocketPath(path: unknown, source: string): string {
  const invalid = (advice: string) =>
    new OtelNativeError(
      'ERR_OTEL_NATIVE_INVALID_SOCKET_PATH',
      `${source} is ${shown(path)}: ${advice}`,
    );
  if (typeof path !== 'string' || !isAbsolute(path) || path.includes('\0')) {
    throw invalid('give the absolute path of a Unix socket, as in /run/otel/collector.sock');
  }
  const bytes = Buffer.byteLength(path);
  if (bytes > kMaxSocketPathBytes) {
    throw invalid(
      `its ${bytes} bytes are more than the ${kMaxSocketPathBytes} that a socket's path can have here`,
    );
  }
  return path;
}
