/** One request of a program, through `fetch` or the package `undici`. */
import { Agent, Client, interceptors, Pool, request, RetryAgent, stream } from 'undici';
import { Writable } from 'node:stream';

/** The ways in which a request can be made. Each resolves when the response was read. */
const ways = {
  async fetch({ url, signal, ...options }) {
    const response = await fetch(url, {
      ...options,
      signal,
      ...(options.body && { duplex: 'half' }),
    });
    await response.text();
  },
  async request({ url, ...options }) {
    const { body } = await request(url, options);
    await body.text();
  },
  async stream({ url, ...options }) {
    await stream(url, options, () => new Writable({ write: (chunk, encoding, done) => done() }));
  },
  pool: (options) => dispatched(new Pool(new URL(options.url).origin, { connections: 2 }), options),
  client: (options) => dispatched(new Client(new URL(options.url).origin), options),
  retry: (options) =>
    dispatched(new RetryAgent(new Agent(), { maxRetries: 1, minTimeout: 1 }), options, true),
  redirect: (options) =>
    dispatched(new Agent().compose(interceptors.redirect({ maxRedirections: 5 })), options, true),
};

async function dispatched(dispatcher, { url, ...options }, hasOrigin = false) {
  const { origin, pathname, search } = new URL(url);
  const target = { path: pathname + search, ...(hasOrigin && { origin }) };
  try {
    const { body } = await dispatcher.request({ ...options, ...target });
    await body.text();
  } finally {
    await dispatcher.destroy();
  }
}

/** Makes one request, and reports how it ended. */
export async function undiciStep(step, origin) {
  const { way, method, path, headers = {}, body, abortMillis } = step;
  const signal = abortMillis === undefined ? undefined : AbortSignal.timeout(abortMillis);
  const abort = step.isAborted ? AbortSignal.abort() : signal;
  try {
    await ways[way]({
      url: origin + path,
      method,
      headers: { 'x-step': step.name, ...headers },
      ...(body !== undefined && { body }),
      ...(abort !== undefined && { signal: abort }),
    });
    return 'answered';
  } catch (error) {
    return `failed: ${error.name}`;
  }
}
