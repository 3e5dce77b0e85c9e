import type { ClientRequest, RequestOptions } from 'node:http';

/** Where a request goes to, as Node understood what the application passed. */
export interface RequestTarget {
  /** As the application wrote it. */
  readonly method: string;
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
  readonly hasCredentials: boolean;
  /** What hooks are called with. */
  readonly options: RequestOptions;
}

const kDefaultPorts = { http: 80, https: 443 };

/**
 * Returns the target of a new request.
 * @param options those that Node passes to the agent; without them, the request itself knows all but a port that its Host
 *   header leaves out
 */
export function requestTarget(
  request: ClientRequest,
  options: RequestOptions = optionsOf(request),
): RequestTarget {
  const scheme = request.protocol === 'https:' ? 'https' : 'http';
  return {
    method: options.method ?? 'GET',
    scheme,
    host: options.host ?? 'localhost',
    port: Number(options.port ?? kDefaultPorts[scheme]),
    path: options.path ?? '/',
    hasCredentials: Boolean(options.auth),
    options,
  };
}

/** Returns what the request shows of its options. */
function optionsOf(request: ClientRequest): RequestOptions {
  const { method, path, host, protocol, agent } = request as ClientRequest & { agent?: never };
  const port = portOf(request.getHeader('host'));
  const headers = request.getHeaders();
  return { method, path, host, hostname: host, protocol, agent, headers, ...(port && { port }) };
}

function portOf(host: unknown): string | undefined {
  return typeof host === 'string' ? /:(\d+)$/.exec(host)?.[1] : undefined;
}
