import type { UndiciRequest, UndiciResponse } from './undici-messages';

/** The value of a header that was given once, or all values. */
type HeaderValue = string | string[];

const kUserAgent = 'user-agent';

/** Returns the value that is sent last. */
export function userAgentOf({ headers }: UndiciRequest): string | undefined {
  if (!Array.isArray(headers)) return last(headersOf(headers).get(kUserAgent));
  for (let i = headers.length - 2; i >= 0; i -= 2) {
    const name = headers[i];
    if (typeof name !== 'string' || name.length !== kUserAgent.length) continue;
    if (name === kUserAgent || name.toLowerCase() === kUserAgent) return last(headers[i + 1]);
  }
  return undefined;
}

/** Returns the headers of a request, by their names in lower case. */
export function headersOf(headers: UndiciRequest['headers']): Map<string, HeaderValue> {
  const result = new Map<string, HeaderValue>();
  if (Array.isArray(headers)) {
    for (let i = 0; i + 1 < headers.length; i += 2) {
      const name = headers[i];
      if (typeof name === 'string') result.set(name.toLowerCase(), headers[i + 1]!);
    }
  } else if (typeof headers === 'string') {
    for (const line of headers.split('\r\n')) addLine(result, line);
  }
  return result;
}

function addLine(headers: Map<string, HeaderValue>, line: string): void {
  const colon = line.indexOf(':');
  if (colon < 0) return;
  const name = line.slice(0, colon).toLowerCase();
  const value = line.slice(colon + 1).trim();
  const before = headers.get(name);
  headers.set(name, before === undefined ? value : [before, value].flat());
}

/** Adds a header to a request of any version of undici. */
export function addHeader(request: UndiciRequest, name: string, value: string): void {
  if (typeof request.addHeader === 'function') request.addHeader(name, value);
  else if (typeof request.headers === 'string') request.headers += `${name}: ${value}\r\n`;
  else if (Array.isArray(request.headers)) request.headers.push(name, value);
}

/** Calls `found` for each wanted header of a response, with its name in lower case. */
export function eachHeader(
  { headers }: UndiciResponse,
  wanted: ReadonlySet<string>,
  found: (name: string, value: string) => void,
): void {
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i]!.toString().toLowerCase();
    if (wanted.has(name)) found(name, headers[i + 1]!.toString());
  }
}

function last(value: HeaderValue | undefined): string | undefined {
  return Array.isArray(value) ? value[value.length - 1] : value;
}
