import { isPlainPath } from '../base/plain-url';

/** Origins that are kept parsed. Beyond, all are forgotten: an application that talks to more pays for parsing. */
const kMaxOrigins = 256;

const kDefaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** The parts of a request's URL that spans have. */
export interface RequestUrl {
  readonly full: string;
  readonly path: string;
  /** With its question mark, or empty: as the official instrumentation records it. */
  readonly query: string;
  readonly scheme: string;
  readonly address: string;
  readonly port: number | undefined;
}

/** What all requests to one origin have in common. */
interface Origin {
  /** Scheme and authority, without credentials. */
  readonly prefix: string;
  readonly scheme: string;
  readonly address: string;
  readonly port: number | undefined;
}

const origins = new Map<string, Origin>();

/** @throws TypeError if they make no URL */
export function requestUrl(origin: unknown, path: string): RequestUrl {
  if (typeof origin !== 'string' || !isPlainPath(path)) return parsedUrl(origin, path);
  let known = origins.get(origin);
  if (known === undefined) {
    known = originOf(new URL(origin));
    if (origins.size >= kMaxOrigins) origins.clear();
    origins.set(origin, known);
  }
  const { prefix, scheme, address, port } = known;
  const mark = path.indexOf('?');
  const full = prefix + path;
  if (mark < 0) return { full, path, query: '', scheme, address, port };
  // A question mark alone is part of the URL, and no query.
  const query = mark === path.length - 1 ? '' : path.slice(mark);
  return { full, path: path.slice(0, mark), query, scheme, address, port };
}

function parsedUrl(origin: unknown, path: string): RequestUrl {
  const base = originOf(new URL(origin as string | URL)).prefix;
  // A path may begin with two slashes: as a reference, it would name another host.
  const url = new URL(path.startsWith('/') ? base + path : path, base);
  // Nobody wants credentials in telemetry.
  url.username = url.password = '';
  const { scheme, address, port } = originOf(url);
  return { full: url.href, path: url.pathname, query: url.search, scheme, address, port };
}

function originOf({ protocol, host, hostname, port }: URL): Origin {
  const scheme = protocol.slice(0, -1);
  return {
    prefix: `${protocol}//${host}`,
    scheme,
    address: hostname,
    port: port === '' ? kDefaultPorts[scheme] : Number(port),
  };
}
