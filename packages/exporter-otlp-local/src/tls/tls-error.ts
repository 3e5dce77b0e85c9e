import { OtelNativeError } from '@otel-native/api-bridge';
import { loadAddon, loadError } from '../binding/load';

/**
 * Why the native threads cannot send to an `https:` endpoint in this process: the error of {@link loadError}, an
 * `Error` with code `ERR_OTEL_NATIVE_TLS_ENDPOINT`, or undefined when they can. Never throws.
 */
export function tlsError(): Error | undefined {
  const error = loadError();
  if (error !== undefined) return error;
  if (!loadAddon().useOpenSsl(process.versions.openssl ?? '')) {
    return unavailable('this runtime exports no OpenSSL 3 of its own for native code');
  }
  if (usesProxy()) return unavailable('Node sends https requests through a proxy (HTTPS_PROXY)');
  return undefined;
}

function unavailable(reason: string): OtelNativeError {
  return new OtelNativeError('ERR_OTEL_NATIVE_TLS_ENDPOINT', reason);
}

/** `--use-env-proxy` shows in the agent, whether it came from the command line, a variable or a configuration file. */
function usesProxy(): boolean {
  if (!process.env['HTTPS_PROXY'] && !process.env['https_proxy']) return false;
  const { globalAgent } = process.getBuiltinModule('node:https');
  return globalAgent.options.proxyEnv !== undefined;
}
