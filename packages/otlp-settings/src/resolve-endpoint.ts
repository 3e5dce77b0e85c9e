import { OtelNativeError, type Signal } from '@otel-native/api-bridge';
import { parseEndpoint, socketOnly, type Endpoint } from './endpoint.ts';
import type { OtlpOptions } from './otlp-options.ts';
import {
  fromEnvironment,
  shown,
  signalVariable,
  warnThroughDiag,
  type Setting,
  type Warn,
} from './setting.ts';
import { checkSocketPath } from './socket-path.ts';

const kDefaultEndpoint = 'http://localhost:4318';
/** Matches an endpoint without a scheme: `localhost:4318`, `[::1]:4318/path`. */
const kHostAndPort = /^(?:[\w.-]+|\[[\da-f:.]+\]):\d+(?:\/[^\s@]*)?$/i;

/** A variable, and whether the path of the signal is added to its URL. */
interface Candidate {
  readonly setting: Setting;
  readonly isBase: boolean;
}

/**
 * Returns the endpoint for a signal: of the options, else of the environment, else the default. Warns of an invalid
 * variable and ignores it: the variable for all signals counts in place of the variable for one.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp
 * @throws `ERR_OTEL_NATIVE_INVALID_ENDPOINT` or `ERR_OTEL_NATIVE_INVALID_SOCKET_PATH` for an invalid option
 */
export function resolveEndpoint(
  signal: Signal,
  options: OtlpOptions = {},
  warn: Warn = warnThroughDiag,
): Endpoint {
  const path = `/v1/${signal}`;
  const endpoint = optionEndpoint(signal, path, options);
  if (options.socketPath === undefined) return endpoint ?? environmentEndpoint(signal, path, warn);
  const socketPath = checkSocketPath(options.socketPath, 'socketPath');
  if (endpoint === undefined) {
    return socketOnly(socketPath, { value: socketPath, source: 'socketPath' }, path);
  }
  if (endpoint.socketPath !== '' && endpoint.socketPath !== socketPath) {
    throw new OtelNativeError(
      'ERR_OTEL_NATIVE_INVALID_SOCKET_PATH',
      `socketPath is ${shown(socketPath)}, but the endpoint names the socket ${shown(endpoint.socketPath)}: give one of them`,
    );
  }
  return { ...endpoint, socketPath };
}

function optionEndpoint(signal: Signal, path: string, options: OtlpOptions): Endpoint | undefined {
  const source = `${signal}Endpoint` as const;
  const own = options[source];
  if (own !== undefined) return parseEndpoint({ value: own as string, source }, path, false);
  if (options.endpoint === undefined) return undefined;
  return parseEndpoint({ value: options.endpoint as string, source: 'endpoint' }, path, true);
}

function environmentEndpoint(signal: Signal, path: string, warn: Warn): Endpoint {
  const own = fromEnvironment(`OTEL_EXPORTER_OTLP_${signalVariable(signal)}_ENDPOINT`);
  const general = fromEnvironment('OTEL_EXPORTER_OTLP_ENDPOINT');
  const candidates: Candidate[] = [];
  if (own !== undefined) candidates.push({ setting: own, isBase: false });
  if (general !== undefined) candidates.push({ setting: general, isBase: true });
  return firstUsable(candidates, path, warn);
}

function firstUsable(candidates: readonly Candidate[], path: string, warn: Warn): Endpoint {
  const [first, ...others] = candidates;
  if (first === undefined) {
    return parseEndpoint({ value: kDefaultEndpoint, source: 'endpoint' }, path, true);
  }
  try {
    return parseEndpoint(withScheme(first.setting, warn), path, first.isBase);
  } catch (error) {
    const cause = error as OtelNativeError;
    const instead = others[0]?.setting.source ?? kDefaultEndpoint;
    warn(`${cause.message} (${cause.code}). Using ${instead}`, cause);
    return firstUsable(others, path, warn);
  }
}

/** Adds `http://` to `host:4318`, which a URL parser would read as the scheme `host:`. */
function withScheme(setting: Setting, warn: Warn): Setting {
  if (!kHostAndPort.test(setting.value)) return setting;
  const value = `http://${setting.value}`;
  warn(`${setting.source} is ${shown(setting.value)}, which has no scheme: using ${value}`);
  return { ...setting, value };
}
