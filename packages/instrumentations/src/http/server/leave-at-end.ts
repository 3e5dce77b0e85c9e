import type { IncomingMessage } from 'node:http';
import type { LeaveContext } from '../../base/enter-context';

/** Property of a request: leaves its context. */
const kLeave = Symbol('leave the context of the request');

interface Entered extends IncomingMessage {
  [kLeave]?: LeaveContext | undefined;
}

/**
 * Leaves the context when the request was read to its end. The parser then pushes null, in the resource that keeps the
 * context: the next request of the connection, or the listener for its errors, would find it there.
 */
export function leaveAtEnd(request: IncomingMessage, leave: LeaveContext): void {
  (request as Entered)[kLeave] = leave;
  request.push = pushAndLeave;
}

function pushAndLeave(this: Entered, chunk: unknown, encoding?: BufferEncoding): boolean {
  if (chunk === null) {
    this[kLeave]?.();
    this[kLeave] = undefined;
  }
  const { push } = Object.getPrototypeOf(this) as IncomingMessage;
  return push.call(this, chunk, encoding);
}
