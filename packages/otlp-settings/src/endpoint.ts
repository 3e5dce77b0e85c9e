import { OtelNativeError } from '@otel-native/api-bridge';
import { pathToFileURL } from 'node:url';
import { shown, type Setting } from './setting.ts';
import { checkSocketPath } from './socket-path.ts';

/** The parts of an endpoint URL. */
export interface Endpoint {
  /** The whole URL, with its credentials and with the path of the signal. */
  readonly url: string;
  readonly isTls: boolean;
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
  /** The option or variable that it comes from, for messages. */
  readonly setting: Setting;
}

const kHttpPort = 80;
const kHttpsPort = 443;
const kExample = 'write it as http://localhost:4318 or unix:///run/otel/collector.sock';

/**
 * Parses `http://…`, `https://…` and `unix:///…`. If `isBase`, `signalPath` is appended to the path of the URL.
 * @throws `ERR_OTEL_NATIVE_INVALID_ENDPOINT`, `ERR_OTEL_NATIVE_INVALID_SOCKET_PATH`
 */
export function parseEndpoint(setting: Setting, signalPath: string, isBase: boolean): Endpoint {
  const url = parseUrl(setting);
  switch (url.protocol) {
    case 'http:':
    case 'https:':
      if (isBase) url.pathname = url.pathname.replace(/\/$/, '') + signalPath;
      return httpEndpoint(url, setting);
    case 'unix:':
      return unixEndpoint(url, setting, signalPath);
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

function httpEndpoint(url: URL, setting: Setting): Endpoint {
  const isTls = url.protocol === 'https:';
  const defaultPort = isTls ? kHttpsPort : kHttpPort;
  const port = url.port === '' ? defaultPort : Number(url.port);
  if (port === 0) throw invalid(setting, `port 0 cannot be connected to; ${kExample}`);
  url.hash = '';
  return {
    url: url.href,
    isTls,
    socketPath: '',
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    host: url.host,
    path: url.pathname + url.search,
    authorization: basicAuthorization(url, setting),
    setting,
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
  return socketOnly(socketPath, setting, signalPath);
}

/** An endpoint for a Unix socket. */
export function socketOnly(socketPath: string, setting: Setting, signalPath: string): Endpoint {
  return {
    url: pathToFileURL(socketPath).href.replace(/^file:/, 'unix:'),
    isTls: false,
    socketPath,
    hostname: '',
    port: 0,
    host: 'localhost',
    path: signalPath,
    authorization: undefined,
    setting,
  };
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
