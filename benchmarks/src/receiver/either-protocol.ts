import type { Server } from 'node:http';
import { createServer as createNetServer, type Server as NetServer, type Socket } from 'node:net';

/** The first byte of a TLS connection: a record of the type `handshake`. */
const tlsHandshake = 0x16;

/** One port for HTTP and HTTPS, told apart by a connection's first byte: some agents speak TLS only. */
export function eitherProtocol(plain: Server, secure: Server): NetServer {
  return createNetServer((socket: Socket) => {
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === tlsHandshake ? secure : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
    // Before the first byte nobody else listens for errors: a client that goes at once is no reason to end.
    socket.on('error', () => socket.destroy());
  });
}
