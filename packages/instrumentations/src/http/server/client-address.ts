import type { IncomingMessage } from 'node:http';
import { parseForwarded } from './forwarded';

const kAddress4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** Returns the address of the client, behind all proxies that report it. */
export function clientAddress({ headers, socket }: IncomingMessage): string | undefined {
  const { forwarded } = headers;
  if (forwarded !== undefined && forwarded !== '') {
    for (const element of parseForwarded(forwarded))
      if (element['for']) return withoutPort(element['for']);
  }
  const chain = headers['x-forwarded-for'];
  if (typeof chain === 'string' && chain !== '') {
    const comma = chain.indexOf(',');
    return withoutPort((comma < 0 ? chain : chain.slice(0, comma)).trim());
  }
  return socket.remoteAddress;
}

/** Proxies may write a port behind the address, or a name of their own in its place. */
function withoutPort(node: string): string {
  if (kAddress4.test(node)) return node;
  try {
    const { hostname } = new URL(`http://${node}`);
    return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  } catch {
    return node;
  }
}
