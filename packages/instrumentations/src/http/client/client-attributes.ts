import type { Attributes } from '@opentelemetry/api';
import type { ClientRequest } from 'node:http';
import { knownMethod } from '../../base/known-methods';
import { isPlainPath, urlOfTarget } from '../../base/plain-url';
import type { SideSettings } from '../http-settings';
import type { QueryRedaction } from '../query-redaction';
import { syntheticSource } from '../synthetic-source';
import type { RequestTarget } from './request-target';

const kCredentials = 'REDACTED:REDACTED@';
const kDefaultPorts: readonly number[] = [80, 443];

/** Returns what a span of a client starts with: https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span */
export function clientAttributes(
  request: ClientRequest,
  target: RequestTarget,
  { config, redaction }: SideSettings,
): Attributes {
  const { method, host, port } = target;
  const known = knownMethod(method);
  const attributes: Attributes = {
    'http.request.method': known,
    'server.address': host,
    'server.port': port,
    'url.full': fullUrl(target, redaction),
  };
  const userAgent = request.getHeader('user-agent');
  if (userAgent !== undefined) attributes['user_agent.original'] = userAgent;
  if (method !== known) attributes['http.request.method_original'] = method;
  if (config.enableSyntheticSourceDetection === true && userAgent)
    attributes['user_agent.synthetic.type'] = syntheticSource(String(userAgent));
  return attributes;
}

function fullUrl(
  { scheme, host, port, path, hasCredentials }: RequestTarget,
  redaction: QueryRedaction,
): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const authority = kDefaultPorts.includes(port) ? name : `${name}:${port}`;
  const credentials = hasCredentials ? kCredentials : '';
  return `${scheme}://${credentials}${authority}${redactedPath(path, redaction)}`;
}

function redactedPath(path: string, redaction: QueryRedaction): string {
  if (!path.includes('?')) return path;
  // What makes no URL is redacted as it is.
  const url = isPlainPath(path) ? undefined : urlOfTarget(path, 'http://localhost');
  if (url !== undefined) path = url.pathname + (url.search || '?');
  const mark = path.indexOf('?');
  const query = path.slice(mark + 1);
  // The first question mark of a text is none of its parameters: here it is one.
  return path.slice(0, mark + 1) + redaction.redact(query.startsWith('?') ? `?${query}` : query);
}
