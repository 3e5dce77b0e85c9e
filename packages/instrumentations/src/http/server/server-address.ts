import type { IncomingHttpHeaders } from 'node:http';
import { parseForwarded } from './forwarded';

export type Scheme = 'http' | 'https';

/** Where a request was sent to, as the client wrote it. */
export interface ServerAddress {
  readonly address: string;
  readonly port?: number | undefined;
}

/** What the `Host` header of requests says. */
export interface Host extends ServerAddress {
  /** Whether a URL can be made of it. */
  readonly isValid: boolean;
}

/** Hosts that are kept parsed. Beyond, all are forgotten: any client can send others. */
const kMaxHosts = 256;
const kDefaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

const hosts: Readonly<Record<Scheme, Map<string, Host>>> = { http: new Map(), https: new Map() };

export function parseHost(host: string, scheme: Scheme): Host {
  const known = hosts[scheme];
  let parsed = known.get(host);
  if (parsed === undefined) {
    parsed = { ...splitHost(host, scheme), isValid: URL.canParse(`${scheme}://${host}`) };
    if (known.size >= kMaxHosts) known.clear();
    known.set(host, parsed);
  }
  return parsed;
}

/**
 * Returns what proxies report of the address that the client used, the standard header first; undefined without such headers.
 * https://opentelemetry.io/docs/specs/semconv/http/http-spans/#setting-serveraddress-and-serverport-attributes
 */
export function forwardedAddress(headers: IncomingHttpHeaders): ServerAddress | undefined {
  const { forwarded } = headers;
  if (forwarded !== undefined && forwarded !== '') {
    for (const { host, proto } of parseForwarded(forwarded))
      if (host) return splitHost(host, proto);
  }
  const host = headers['x-forwarded-host'];
  if (typeof host !== 'string') return undefined;
  const proto = headers['x-forwarded-proto'];
  return splitHost(host, typeof proto === 'string' ? proto : undefined);
}

/** Splits at the port. Without one, the port is that of the scheme, where the scheme is known. */
function splitHost(host: string, scheme: string | undefined): ServerAddress {
  const defaultPort = scheme === undefined ? undefined : kDefaultPorts[scheme];
  const colon = host.lastIndexOf(':');
  if (colon < 0) return { address: host, port: defaultPort };
  const isAddress6 = host.startsWith('[');
  if (isAddress6 && host.endsWith(']')) return { address: host, port: defaultPort };
  const address = host.slice(0, colon);
  const isSplit = isAddress6 ? address.endsWith(']') : !address.includes(':');
  if (!isSplit) return { address: host };
  const port = Number(host.slice(colon + 1));
  return { address, port: Number.isNaN(port) ? undefined : port };
}
