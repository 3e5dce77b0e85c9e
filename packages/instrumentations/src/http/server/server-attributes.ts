import type { Attributes } from '@opentelemetry/api';
import type { IncomingMessage } from 'node:http';
import { knownMethod } from '../../base/known-methods';
import { isPlainPath, urlOfTarget } from '../../base/plain-url';
import type { SideSettings } from '../http-settings';
import type { QueryRedaction } from '../query-redaction';
import { syntheticSource } from '../synthetic-source';
import { clientAddress } from './client-address';
import { forwardedAddress, parseHost, type Host, type Scheme } from './server-address';

/** Returns what a span of a server starts with: https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span */
export function serverAttributes(
  request: IncomingMessage,
  scheme: Scheme,
  { config, redaction }: SideSettings,
): Attributes {
  const { headers, socket } = request;
  const method = request.method ?? 'GET';
  const known = knownMethod(method);
  const attributes: Attributes = {
    'http.request.method': known,
    'url.scheme': scheme,
    'network.protocol.version': request.httpVersion,
  };
  const host = headers.host ? parseHost(headers.host, scheme) : undefined;
  const server = forwardedAddress(headers) ?? host;
  if (server !== undefined) attributes['server.address'] = server.address;
  if (server?.port !== undefined) attributes['server.port'] = server.port;
  // A connection that was closed meanwhile has no address.
  if (socket.remoteAddress !== undefined) {
    attributes['network.peer.address'] = socket.remoteAddress;
    attributes['network.peer.port'] = socket.remotePort;
  }
  const userAgent = headers['user-agent'];
  if (userAgent !== undefined) attributes['user_agent.original'] = userAgent;
  addUrl(
    attributes,
    request.url ?? '/',
    host,
    `${scheme}://${headers.host || 'localhost'}`,
    redaction,
  );
  const client = clientAddress(request);
  if (client !== undefined) attributes['client.address'] = client;
  if (method !== known) attributes['http.request.method_original'] = method;
  if (config.enableSyntheticSourceDetection === true && userAgent)
    attributes['user_agent.synthetic.type'] = syntheticSource(userAgent);
  return attributes;
}

/** Adds path and query, unless the target or the host is no URL. */
function addUrl(
  attributes: Attributes,
  target: string,
  host: Host | undefined,
  base: string,
  redaction: QueryRedaction,
): void {
  if (host?.isValid === false) return;
  if (!isPlainPath(target)) {
    const url = urlOfTarget(target, base);
    if (url === undefined) return;
    target = url.pathname + url.search;
  }
  const mark = target.indexOf('?');
  attributes['url.path'] = mark < 0 ? target : target.slice(0, mark);
  if (mark >= 0 && mark < target.length - 1)
    attributes['url.query'] = redaction.redact(target.slice(mark + 1));
}
