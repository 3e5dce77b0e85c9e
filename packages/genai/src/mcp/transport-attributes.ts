import type { Attributes } from '@opentelemetry/api';
import { memberOf, textOf } from './messages';

/**
 * Returns what is known of the connection. Transports do not say what they are, so their class and members are looked at: those of
 * both generations of the SDK were.
 */
export function transportAttributes(transport: object): Attributes {
  const className = transport.constructor?.name ?? '';
  if (/stdio/i.test(className) || '_stdin' in transport || '_serverParams' in transport) {
    return { 'network.transport': 'pipe' };
  }
  if (/websocket/i.test(className)) {
    return {
      'network.transport': 'tcp',
      'network.protocol.name': 'websocket',
      ...addressOf(transport),
    };
  }
  if (/http|sse/i.test(className) || addressOf(transport) !== undefined) {
    return { 'network.transport': 'tcp', 'network.protocol.name': 'http', ...addressOf(transport) };
  }
  return {};
}

/** Clients keep the address that they were made with. */
function addressOf(transport: object): Attributes | undefined {
  const url = memberOf(transport, '_url');
  if (!(url instanceof URL)) return undefined;
  const port = url.port === '' ? defaultPort(url.protocol) : Number(url.port);
  return {
    'server.address': url.hostname,
    ...(port !== undefined && { 'server.port': port }),
  };
}

function defaultPort(protocol: string): number | undefined {
  if (protocol === 'https:' || protocol === 'wss:') return 443;
  return protocol === 'http:' || protocol === 'ws:' ? 80 : undefined;
}

/** HTTP transports have a session id once the server gave one. */
export function sessionAttributes(transport: object): Attributes {
  const id = textOf(transport, 'sessionId');
  return id === undefined ? {} : { 'mcp.session.id': id };
}
