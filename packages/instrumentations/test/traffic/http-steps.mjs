/** One request of a program, through `node:http` or as bytes. */
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const kEvents = [
  'socket',
  'response',
  'finish',
  'close',
  'error',
  'upgrade',
  'connect',
  'continue',
];
const kResponseEvents = ['data', 'end', 'close', 'error', 'aborted'];

/** Agents of programs. One that has a single connection makes requests wait. */
const agentsOf = ({ Agent }) => ({
  default: () => undefined,
  none: () => false,
  single: lazily(() => new Agent({ keepAlive: true, maxSockets: 1 })),
  alive: lazily(() => new Agent({ keepAlive: true })),
});

/** What a URL of each protocol is asked with. */
const modules = {
  'http:': { module: http, agents: agentsOf(http) },
  'https:': { module: https, agents: agentsOf(https) },
};

/** The ways in which `http.request()` can be called. */
const calls = {
  options: (url, options) => [
    { host: url.hostname, port: url.port, path: url.pathname + url.search, ...options },
  ],
  hostname: (url, options) => [
    { hostname: url.hostname, port: Number(url.port), path: url.pathname + url.search, ...options },
  ],
  text: (url, options) => [url.href, options],
  url: (url, options) => [url, options],
};

/** Makes one request, and reports how it ended. */
export function httpStep(step, world) {
  return step.way === 'bytes' ? sendBytes(step, world) : sendRequest(step, world);
}

async function sendRequest(step, { origin, arrivals, note }) {
  const { name, way, method, path, headers = {}, body, agent = 'default', isGet = false } = step;
  const { abort, abortAt, timeoutMillis, hasNoListener = false, hears = kResponseEvents } = step;
  const at = (place) => note(`client ${name} ${place}`);
  const url = new URL(step.url ?? origin + path);
  const { module, agents } = modules[url.protocol];
  const options = {
    ...(method !== undefined && { method }),
    headers: Array.isArray(headers) ? headers : { 'x-step': name, ...headers },
    ...(step.rawPath !== undefined && { path: step.rawPath }),
    agent: agents[agent](),
    ...(timeoutMillis !== undefined && { timeout: timeoutMillis }),
  };
  return new Promise((resolve) => {
    const callback = (response) => {
      at('callback');
      for (const event of hears) response.once(event, () => at(`response ${event}`));
      response.on('end', () => resolve(`answered ${response.statusCode}`));
      response.on('close', () => resolve('closed'));
      response.resume();
      if (abortAt === 'response') request.abort();
    };
    let request;
    try {
      const given = [...calls[way](url, options), ...(hasNoListener ? [] : [callback])];
      request = (isGet ? module.get : module.request)(...given);
    } catch (error) {
      resolve(`refused: ${error.code}`);
      return;
    }
    for (const event of kEvents) {
      if (event === 'response' && hasNoListener) continue;
      request.once(event, () => at(event));
    }
    request.on('upgrade', (response, socket) => socket.end());
    request.on('connect', (response, socket) => socket.end());
    request.on('error', (error) => resolve(`failed: ${error.code}`));
    request.on('close', () => resolve('closed'));
    request.on('timeout', () => request.destroy(new Error('timed out')));
    if (abort !== undefined) arrivals.once(name, () => request[abort]());
    if (!isGet) request.end(body);
  });
}

/**
 * Sends requests as they are written on one connection. A part is a text and the number of answers to wait for, on the whole
 * connection; -1 waits until the server closes it, and a path until a request for that has arrived.
 */
async function sendBytes({ parts }, { origin, arrivals }) {
  const socket = net.connect(Number(new URL(origin).port), '127.0.0.1');
  let received = '';
  let isClosed = false;
  socket.on('error', () => {});
  socket.on('close', () => (isClosed = true));
  socket.on('data', (chunk) => (received += chunk.toString('latin1')));
  const answers = () => received.match(/HTTP\/1\.1 (?!100)\d+/g) ?? [];
  for (const [text, awaited] of parts) {
    const arrived = typeof awaited === 'string' ? once(arrivals, awaited) : undefined;
    socket.write(text, 'latin1');
    await arrived;
    while (!isClosed && (awaited < 0 || answers().length < awaited)) await sleep(1);
  }
  // What was answered may still lack its body.
  await sleep(10);
  socket.destroy();
  return answers();
}

function lazily(create) {
  let created;
  return () => (created ??= create());
}
