/**
 * The other end, in a process of its own: a server for `fetch`, and a client that sends requests when its parent asks with
 * `{ url, count }`. It prints the URL of its server.
 */
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

const kConnections = 8;
const kAnswerEnd = 'hello';

const server = createServer((_request, response) => response.end('hello'));
// Connections wait while no variant fetches.
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}` });
});

const connections = new Map<string, Socket[]>();

process.on('message', ({ url, count }: { url: string; count: number }) => {
  let left = count;
  let sockets = connections.get(url);
  if (sockets === undefined) {
    sockets = Array.from({ length: kConnections }, () => connect(Number(new URL(url).port)));
    connections.set(url, sockets);
  }
  for (const socket of sockets) {
    const send = () => {
      if (left-- > 0) socket.write(requestText(left));
    };
    socket.removeAllListeners('data');
    socket.on('data', (chunk) => chunk.toString().endsWith(kAnswerEnd) && send());
    send();
  }
});

function requestText(number: number): string {
  return `GET /users/${number} HTTP/1.1\r\nHost: localhost:3000\r\nUser-Agent: load/1.0\r\nAccept: */*\r\n\r\n`;
}
