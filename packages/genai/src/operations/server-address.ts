import type { ServerAddress } from './request';

/** Returns the address and the port of a URL; nothing for an invalid URL. */
export function serverOf(url: unknown): ServerAddress {
  if (typeof url !== 'string' || !URL.canParse(url)) return {};
  const { protocol, hostname, port } = new URL(url);
  const otherwise = protocol === 'http:' ? 80 : 443;
  return {
    serverAddress: hostname.replace(/^\[|\]$/g, ''),
    serverPort: port === '' ? otherwise : Number(port),
  };
}
