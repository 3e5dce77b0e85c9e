import { kinds, type OptionTable } from 'option-check';
import { CallScope } from '../calls/call-scope';
import { checkTarget, readEntryOptions } from '../settings/entry-options';
import type { GenAiScopeOptions } from '../settings/gen-ai-options';
import { ObservedConnection, type MessageOptions } from './observed-connection';

/** Options of {@link observeMcp}. The content that it can capture is the arguments and the result of `tools/call`. */
export interface ObserveMcpOptions extends Omit<GenAiScopeOptions, 'name' | 'version'> {
  /** Whether notifications get spans and durations too, as the conventions say. Default: true. */
  notifications?: boolean | undefined;
  /**
   * Whether names of spans contain the URI of the resource. Default: false. Set it only if your resources are few: backends group spans by
   * their names.
   */
  resourceInSpanName?: boolean | undefined;
}

type OwnOptions = Pick<ObserveMcpOptions, 'notifications' | 'resourceInSpanName'>;

const optionKinds = {
  notifications: kinds.boolean,
  resourceInSpanName: kinds.boolean,
} as const satisfies OptionTable<OwnOptions>;

/** The transports of `@modelcontextprotocol/sdk` 1, and of `@modelcontextprotocol/client` and `server` 2, fit this interface. */
export interface McpTransport {
  /** Begins to receive messages. */
  start(): Promise<void>;
  /** Sends a JSON-RPC message. */
  send(message: never, options?: never): Promise<void>;
  /** Closes the connection. */
  close(): Promise<void>;
}

const transportKind = kinds.withMethods(
  'a transport of the MCP SDK, such as new StdioClientTransport(…)',
  'start',
  'send',
  'close',
);

type Handler = (...args: unknown[]) => void;

/** The transports that {@link observeMcp} returned, of all copies of this package. */
const kObserved = Symbol.for('otel-native.genai.mcp.observed.1');

const observed = ((globalThis as Record<symbol, WeakSet<object> | undefined>)[kObserved] ??=
  new WeakSet());

/**
 * Returns a transport that records each request and notification, for a client or a server of the Model Context Protocol: a
 * `CLIENT` span where it is sent, and a `SERVER` span, which is active in the handler, where it is received. Pass it to `connect()`:
 *
 * ```ts
 * await client.connect(observeMcp(new StdioClientTransport({ command: 'weather-server' })));
 * ```
 *
 * The trace context travels in `params._meta`, so client and server share a trace over any transport, stdio included, if both are
 * observed. Records `mcp.client.operation.duration`, `mcp.server.operation.duration` and the durations of sessions. Without an SDK
 * it only passes messages on.
 *
 * The given transport stays as it is: call `handleRequest()` on it, or on what is returned.
 *
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option, or anything but a transport
 * @see https://github.com/open-telemetry/semantic-conventions-genai/blob/v0.1.0/docs/gen-ai/mcp.md
 */
export function observeMcp<Transport extends McpTransport>(
  transport: Transport,
  options: ObserveMcpOptions = {},
): Transport {
  checkTarget('transport', transport, transportKind);
  const { own, scope } = readEntryOptions('mcp', options, optionKinds);
  if (observed.has(transport)) return transport;
  const { notifications = true, resourceInSpanName = false } = own;
  const messageOptions: MessageOptions = { notifications, resourceInSpanName };
  const connection = new ObservedConnection(transport, messageOptions, new CallScope(scope));
  const proxy = new Proxy(transport, handlersOf(transport, connection));
  observed.add(proxy);
  return proxy;
}

/** Transports have private fields, so their methods run on the transport itself. */
function handlersOf<Transport extends McpTransport>(
  transport: Transport,
  connection: ObservedConnection,
): ProxyHandler<Transport> {
  const given = new Map<PropertyKey, unknown>();
  const bound = new Map<unknown, unknown>();

  const send = (message: unknown, options?: { requestSignal?: unknown }) =>
    connection.send(message, options?.requestSignal, (outgoing) =>
      (transport.send as (...args: unknown[]) => Promise<void>)(outgoing, options),
    );
  const wrappers: Record<PropertyKey, (handler: Handler) => Handler> = {
    onmessage:
      (handler) =>
      (...args) =>
        connection.receive(args[0], () => handler(...args)),
    onclose:
      (handler) =>
      (...args) => {
        connection.close();
        handler(...args);
      },
  };

  return {
    get(_, key) {
      if (key === 'send') return send;
      if (given.has(key)) return given.get(key);
      const value = Reflect.get(transport, key, transport) as unknown;
      if (typeof value !== 'function' || key === 'constructor' || Object.hasOwn(wrappers, key))
        return value;
      if (!bound.has(value)) bound.set(value, value.bind(transport));
      return bound.get(value);
    },
    set(_, key, value: unknown) {
      if (!Object.hasOwn(wrappers, key)) return Reflect.set(transport, key, value, transport);
      given.set(key, value);
      const set = typeof value === 'function' ? wrappers[key]!(value as Handler) : value;
      return Reflect.set(transport, key, set, transport);
    },
  };
}
