import { OtelNativeError } from '@otel-native/api-bridge';
import { shown, type Setting } from './setting';
import { checkSocketPath } from './socket-path';

/** The parts of an endpoint URL. */
export interface Endpoint {
  /** Path of a Unix socket, or empty. */
  readonly socketPath: string;
  readonly hostname: string;
  readonly port: number;
  /** The `Host` field. */
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  /** The `Authorization` value for the credentials in the URL, or undefined. */
  readonly authorization: string | undefined;
}

const kHttpPort = 80;
const kExample = 'write it as http://localhost:4318 or unix:///run/otel/collector.sock';

/**
 * Parses `http://…` and `unix:///…`. If `isBase`, `signalPath` is appended to the path of the URL.
 * @throws `ERR_OTEL_NATIVE_INVALID_ENDPOINT`, `ERR_OTEL_NATIVE_TLS_ENDPOINT`, `ERR_OTEL_NATIVE_INVALID_SOCKET_PATH`
 */
export function parseEndpoint(setting: Setting, signalPath: string, isBase: boolean): Endpoint {
  const url = parseUrl(setting);
  switch (url.protocol) {
    case 'http:':
      return httpEndpoint(url, setting, isBase ? addPath(url, signalPath) : url.pathname);
    case 'unix:':
      return unixEndpoint(url, setting, signalPath);
    case 'https:':
      throw new OtelNativeError(
        'ERR_OTEL_NATIVE_TLS_ENDPOINT',
        `${setting.source} is ${shown(setting.value)}: this exporter speaks plain HTTP to a Collector nearby. ` +
          'Send to a local Collector, or use an OTLP exporter of @opentelemetry, which has TLS from Node',
      );
    default:
      throw invalid(setting, `its scheme is ${shown(url.protocol)}; ${kExample}`);
  }
}

function parseUrl(setting: Setting): URL {
  if (typeof setting.value !== 'string') throw invalid(setting, kExample);
  try {
    return new URL(setting.value);
  } catch {
    throw invalid(setting, `it is not a URL; ${kExample}`);
  }
}

function httpEndpoint(url: URL, setting: Setting, pathname: string): Endpoint {
  const port = url.port === '' ? kHttpPort : Number(url.port);
  if (port === 0) throw invalid(setting, `port 0 cannot be connected to; ${kExample}`);
  return {
    socketPath: '',
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    host: url.host,
    path: pathname + url.search,
    authorization: basicAuthorization(url, setting),
  };
}

/** The URL's path is the path of the socket, so the request uses the path of the signal. */
function unixEndpoint(url: URL, setting: Setting, signalPath: string): Endpoint {
  if (url.host !== '' || url.search !== '' || url.hash !== '') {
    throw invalid(
      setting,
      'a socket is written with three slashes and nothing behind its path, as in unix:///run/otel/collector.sock',
    );
  }
  const socketPath = checkSocketPath(decode(url.pathname, setting), setting.source);
  return socketOnly(socketPath, signalPath);
}

/** An endpoint for a Unix socket without a URL. */
export function socketOnly(socketPath: string, signalPath: string): Endpoint {
  return {
    socketPath,
    hostname: '',
    port: 0,
    host: 'localhost',
    path: signalPath,
    authorization: undefined,
  };
}

function addPath(url: URL, signalPath: string): string {
  return url.pathname.replace(/\/$/, '') + signalPath;
}

function basicAuthorization(url: URL, setting: Setting): string | undefined {
  if (url.username === '' && url.password === '') return undefined;
  const credentials = `${decode(url.username, setting)}:${decode(url.password, setting)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

function decode(text: string, setting: Setting): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(setting, 'a % in it is not followed by two hexadecimal digits');
  }
}

function invalid(setting: Setting, advice: string): Error {
  return new OtelNativeError(
    'ERR_OTEL_NATIVE_INVALID_ENDPOINT',
    `${setting.source} is ${shown(setting.value)}: ${advice}`,
  );
}
