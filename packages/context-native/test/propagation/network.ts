import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import net, { type AddressInfo } from 'node:net';
import { request as undiciRequest } from 'undici';
import type { Observer, Scenarios } from './observer';
import { calls } from './observer';

async function listening<T extends net.Server>(server: T): Promise<[T, number]> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return [server, (server.address() as AddressInfo).port];
}

/** A server whose requests each run in a context of their own, named by their path. */
async function pathServer(o: Observer): Promise<[http.Server, number]> {
  return listening(
    http.createServer((request, response) => {
      o.with(`request ${request.url}`, () => {
        o.bind(`bound ${request.url}`, request).on('end', () => {
          o.lines.push(`end ${request.url}: ${o.active}`);
          response.end(request.url);
        });
        request.resume();
      });
    }),
  );
}

/** Sockets and what is built on them, with connections that outlive a request. */
export const network: Scenarios = {
  sockets: async (o) => {
    const [server, port] = await listening(
      net.createServer((socket) =>
        o.with('server', () =>
          socket.on('data', (data) => {
            o.see('server data');
            socket.end(data);
          }),
        ),
      ),
    );
    const { done, all } = calls(1);
    o.with('client', () => {
      const socket = net.connect(port, '127.0.0.1', () => (o.see('connected'), socket.write('x')));
      socket.on('data', () => o.see('client data'));
      socket.on('close', () => (o.see('close'), done()));
    });
    await all;
    server.close();
  },
  'http with a pool of sockets': async (o) => {
    const [server, port] = await pathServer(o);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const get = (name: string) =>
      o.with(name, async () => {
        const request = http.get({ port, path: `/${name}`, agent });
        const [response] = (await once(request, 'response')) as [http.IncomingMessage];
        o.see(`response to ${name}`);
        response.resume();
        await once(response, 'end');
        o.see(`end of ${name}`);
      });
    await Promise.all(['a', 'b', 'c'].map(get));
    agent.destroy();
    server.close();
  },
  undici: async (o) => {
    const [server, port] = await pathServer(o);
    await Promise.all(
      ['a', 'b'].map((name) =>
        o.with(name, async () => {
          const { body } = await undiciRequest(`http://127.0.0.1:${port}/${name}`, { reset: true });
          o.see(`response to ${name}`);
          await body.text();
          o.see(`text of ${name}`);
          await (
            await fetch(`http://127.0.0.1:${port}/${name}`, { headers: { connection: 'close' } })
          ).text();
          o.see(`fetched ${name}`);
        }),
      ),
    );
    server.close();
  },
  http2: async (o) => {
    const [server, port] = await listening(
      http2.createServer((_request, response) =>
        o.with('server', () => {
          o.see('request');
          response.end('x');
        }),
      ),
    );
    const session = http2.connect(`http://127.0.0.1:${port}`);
    await Promise.all(
      ['a', 'b'].map((name) =>
        o.with(name, async () => {
          const stream = session.request({ ':path': '/' });
          stream.resume();
          await once(stream, 'end');
          o.see(`end of ${name}`);
        }),
      ),
    );
    session.close();
    server.close();
  },
  'a pool as of a database': async (o) => {
    // One connection, taken in turn: its callbacks come from whoever used it before.
    const waiting: (() => void)[] = [];
    let busy = false;
    const next = () => {
      busy = waiting.length > 0;
      waiting.shift()?.();
    };
    const query = (text: string) =>
      new Promise<string>((resolve) => {
        waiting.push(() => setImmediate(() => (resolve(text), next())));
        if (!busy) next();
      });
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        o.with(name, async () => {
          await query(name);
          o.see(`result of ${name}`);
        }),
      ),
    );
  },
};
