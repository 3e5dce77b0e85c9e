/**
 * The JSON-RPC messages of the Model Context Protocol, as far as they are read here. A peer may send anything, so each
 * member is checked before it is used.
 */
export type Message = object;

export type RequestId = string | number;

/** A request, or a notification, which has no id. */
export interface Call {
  readonly method: string;
  readonly id?: unknown;
  readonly params?: unknown;
  readonly jsonrpc?: unknown;
}

export interface Response {
  readonly id: RequestId;
  readonly result?: unknown;
  readonly error?: unknown;
}

export function isCall(message: unknown): message is Call {
  return typeof memberOf(message, 'method') === 'string';
}

export function isResponse(message: unknown): message is Response {
  return (
    typeof message === 'object' &&
    message !== null &&
    isRequestId((message as Response).id) &&
    ('result' in message || 'error' in message)
  );
}

export function isRequestId(id: unknown): id is RequestId {
  return typeof id === 'string' || typeof id === 'number';
}

/** Returns a member of something that may be no object. */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Record<string, unknown>)[name];
}

export function textOf(value: unknown, name: string): string | undefined {
  const text = memberOf(value, name);
  return typeof text === 'string' ? text : undefined;
}
