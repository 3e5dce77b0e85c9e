import type { Attributes } from '@opentelemetry/api';
import { userAgentOf } from './request-headers';
import type { RequestUrl } from './request-url';
import type { UndiciCall } from './undici-call';
import type { UndiciRequest } from './undici-messages';

/** Returns what a span starts with: https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span */
export function spanAttributes(
  request: UndiciRequest,
  method: string,
  url: RequestUrl,
  replaced: Attributes | undefined,
): Attributes {
  const attributes: Attributes = {
    'http.request.method': method,
    'http.request.method_original': request.method,
    'url.full': url.full,
    'url.path': url.path,
    'url.query': url.query,
    'url.scheme': url.scheme,
    'server.address': url.address,
  };
  if (url.port !== undefined) attributes['server.port'] = url.port;
  const userAgent = userAgentOf(request);
  if (userAgent) attributes['user_agent.original'] = userAgent;
  return replaced === undefined ? attributes : Object.assign(attributes, replaced);
}

/** Returns the attributes of the connection. A request that was answered before it was sent has none. */
export function peerAttributes({ peer }: UndiciCall): Attributes {
  if (peer === undefined) return {};
  return {
    'network.peer.address': peer.address,
    'network.peer.port': peer.port,
    'network.protocol.version': peer.version,
  };
}

/** Whether the application gave up waiting, which is no error of the request. */
export function isAbort(error: unknown): boolean {
  if ((error as Error).name === 'AbortError') return true;
  return error instanceof DOMException && error.code === DOMException.ABORT_ERR;
}
