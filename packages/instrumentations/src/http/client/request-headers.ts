import { propagation, type Context } from '@opentelemetry/api';
import type { ClientRequest } from 'node:http';

/** The headers of a request as text, which Node writes early for `Expect` and for headers that are an array. */
interface Written extends ClientRequest {
  _header?: string | null;
}

/** Adds the headers of propagation. */
export function injectHeaders(request: ClientRequest, context: Context): void {
  const headers: Record<string, unknown> = {};
  propagation.inject(context, headers);
  for (const name in headers) setHeader(request, name, String(headers[name]));
}

function setHeader(request: Written, name: string, value: string): void {
  if (!request.headersSent) {
    request.setHeader(name, value);
    return;
  }
  // They are written, and not yet sent: the blank line at their end stays the last.
  const written = request._header;
  if (typeof written !== 'string' || /[\r\n]/.test(name + value)) return;
  request._header = `${written.slice(0, -2)}${name}: ${value}\r\n\r\n`;
}
