import type { Socket } from 'node:net';

/** TCP has a reset; a Unix socket is closed with what it holds unread, which its peer sees as one. */
export function reset(socket: Socket): void {
  if (socket.remoteAddress === undefined) socket.destroy();
  else socket.resetAndDestroy();
}
