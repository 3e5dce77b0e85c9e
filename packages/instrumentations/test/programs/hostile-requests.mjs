/**
 * Requests that are hostile to an instrumentation. Prints for each how it ended without and with one, the spans, and how many of them
 * never ended.
 */
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { once } from 'node:events';
import http from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { Telemetry } from '../traffic/telemetry.mjs';
import { print } from './common.mjs';

const kLong = 'x'.repeat(100_000);
const kHeaders = 1_000;

class Server {
  async start(listener) {
    this.server = http.createServer({ maxHeaderSize: 1_000_000 }, listener);
    this.server.maxHeadersCount = 2 * kHeaders;
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    this.port = this.server.address().port;
    this.url = `http://127.0.0.1:${this.port}/`;
  }
}

const answer = (_request, response) => response.end('answer');
const fail = () => {
  throw new Error('trap');
};

function get(...args) {
  return new Promise((resolve, reject) => {
    const request = http.get(...args, (response) => {
      response
        .on('error', reject)
        .on('end', () => resolve(response.statusCode))
        .resume();
    });
    request.on('error', reject);
  });
}

const cases = {
  'a long header': {
    config: {
      headersToSpanAttributes: {
        server: { requestHeaders: ['x-long'], responseHeaders: ['x-long'] },
      },
    },
    listener: (request, response) =>
      response.setHeader('x-long', request.headers['x-long'].length).end(),
    run: ({ url }) => get(url, { headers: { 'x-long': kLong } }),
  },
  'many headers': {
    config: { headersToSpanAttributes: { server: { requestHeaders: ['x-999'] } } },
    listener: (request, response) =>
      response.writeHead('x-999' in request.headers ? 200 : 500).end(),
    run: ({ url }) =>
      get(url, {
        headers: Object.fromEntries(Array.from({ length: kHeaders }, (_, i) => [`x-${i}`, 'v'])),
      }),
  },
  'a symbol as method': { run: ({ url }) => get(url, { method: Symbol('GET') }) },
  'an agent whose getters throw': {
    run: ({ url }) => {
      const agent = new http.Agent();
      for (const name of ['protocol', 'defaultPort', 'options'])
        Object.defineProperty(agent, name, { get: fail });
      return get(url, { agent });
    },
  },
  'options whose getters throw': {
    run: ({ port }) =>
      get(Object.defineProperty({ port }, 'auth', { get: fail, enumerable: true })),
  },
  'options without a text': {
    run: ({ port }) =>
      get(Object.defineProperty({ port }, 'toString', { get: fail, enumerable: false })),
  },
  'a URL with another prototype': {
    run: ({ url }) => get(Object.setPrototypeOf(new URL(url), null)),
  },
  'a subclass of URL whose getters throw': {
    run: ({ url }) => {
      class Changed extends URL {
        get href() {
          return fail();
        }
      }
      return get(new Changed(url));
    },
  },
  'a response that a hook destroys': {
    config: { responseHook: (_span, response) => void response.destroy() },
    run: ({ url }) => get(url),
  },
  'a request that a hook destroys': {
    config: { requestHook: (_span, request) => void request.destroy() },
    run: ({ url }) => get(url),
  },
  'a server that is closed by its request': {
    listener: function (_request, response) {
      this.close();
      this.closeAllConnections();
      response.end('answer');
    },
    run: ({ url }) => get(url),
  },
  'an abort while headers are sent': {
    run: ({ url }) => {
      const abort = new AbortController();
      const sent = get(url, { signal: abort.signal, headers: { 'x-long': kLong } });
      process.nextTick(() => abort.abort());
      return sent;
    },
  },
  'an abort while headers are received': {
    listener: (_request, response) => {
      response.socket.write('HTTP/1.1 200 OK\r\nx-half: ');
    },
    run: async ({ url, server }) => {
      const abort = new AbortController();
      const sent = get(url, { signal: abort.signal });
      once(server, 'request')
        .then(() => setTimeout(20))
        .then(() => abort.abort());
      return sent;
    },
  },
  'a hook that makes requests': {
    makesRequests: true,
    run: ({ url }) => get(url),
  },
};

async function outcomeOf({ run, listener = answer }, server) {
  await server.start(listener);
  try {
    return await run(server);
  } catch (error) {
    return error.code ?? error.message;
  } finally {
    await setTimeout(20);
    server.server.closeAllConnections();
    await new Promise((closed) => server.server.close(closed));
  }
}

const telemetry = new Telemetry('native');
const instrumentation = new HttpInstrumentation();
const seen = {};
for (const [name, one] of Object.entries(cases)) {
  const server = new Server();
  instrumentation.disable();
  const plain = await outcomeOf(one, server);
  instrumentation.setConfig(configOf(one, server));
  instrumentation.enable();
  const recorded = await outcomeOf(one, server);
  await setTimeout(20);
  const { started, ended } = telemetry.counts;
  const { spans } = await telemetry.take();
  seen[name] = {
    plain,
    recorded,
    spans: spans.map(({ name, kind, attributes, status }) =>
      [
        kind === 1 ? 'server' : 'client',
        name,
        attributes['http.response.status_code'],
        attributes['error.type'],
        status.code,
      ].join(' '),
    ),
    lengths: spans.flatMap(({ attributes }) =>
      Object.entries(attributes)
        .filter(([key]) => key.includes('.header.'))
        .map(([key, value]) => `${key} ${String(value).length}`),
    ),
    open: started - ended,
  };
}
print(seen);
process.exit();

/** Hooks of clients that make a request each: without a limit these had hooks again, without end. */
function configOf({ config = {}, makesRequests }, server) {
  if (!makesRequests) return config;
  const make = () => {
    if (made++ > 50) return;
    http.get(server.url, (response) => response.resume()).on('error', () => {});
  };
  let made = 0;
  return {
    ignoreOutgoingRequestHook: () => make(),
    startOutgoingSpanHook: () => void make(),
    requestHook: (_span, message) => message instanceof http.ClientRequest && make(),
    responseHook: (_span, message) => message instanceof http.IncomingMessage && make(),
  };
}
