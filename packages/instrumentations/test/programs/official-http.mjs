/** One request where the official instrumentation is, or was, there. Prints who recorded its two spans, and how often it was measured. */
import { HttpInstrumentation as OfficialHttp } from '@opentelemetry/instrumentation-http';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http2 from 'node:http2';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Telemetry } from '../traffic/telemetry.mjs';
import { listen, print } from './common.mjs';

const require = createRequire(import.meta.url);
const http = require('http');
const https = require('https');
const [way, file] = process.argv.slice(2);

const telemetry = new Telemetry('native');
/** Its hooks replace functions when a module is loaded next. */
const official = (config) => {
  const instrumentation = new OfficialHttp(config);
  require('http');
  require('https');
  return instrumentation;
};
const ours = () => new HttpInstrumentation();
/** Replaces as `@opentelemetry/instrumentation` does, or as most other tools do. */
const replace = (owner, name, make, isMarked = false) => {
  const original = owner[name];
  owner[name] = make(original);
  if (isMarked) owner[name].__original = original;
};
const cover = (isMarked) => {
  replace(
    http.Server.prototype,
    'emit',
    (original) =>
      function incomingRequest(...args) {
        return original.apply(this, args);
      },
    isMarked,
  );
  replace(
    http,
    'request',
    (original) =>
      function outgoingRequest(...args) {
        return original.apply(this, args);
      },
    isMarked,
  );
};
const byProxy = () => {
  for (const [owner, name] of [
    [http.Server.prototype, 'emit'],
    [http, 'request'],
  ])
    replace(owner, name, (original) => new Proxy(original, {}));
};

/** Each prepares, and returns the function that makes the request if that is another than `http.request`. */
const ways = {
  'loaded before': () => void [official(), ours()],
  'loaded after': () => void [ours(), official()],
  'not applied yet': () => void [ours(), new OfficialHttp()],
  'enabled later': async () => {
    const instrumentation = official();
    instrumentation.disable();
    ours();
    await ask(http.request);
    instrumentation.enable();
  },
  'disabled again': async () => {
    const instrumentation = official();
    ours();
    await ask(http.request);
    instrumentation.disable();
  },
  'two copies, one disabled': () => {
    const officials = [official(), official()];
    ours();
    officials[1].disable();
  },
  'covered by another package': () => {
    official();
    cover();
    ours();
  },
  'covered later': async () => {
    ours();
    official();
    await ask(http.request);
    cover();
  },
  'covered, then disabled': () => {
    const instrumentation = official();
    ours();
    cover(true);
    instrumentation.disable();
  },
  'covered by a Proxy': () => {
    official();
    byProxy();
    ours();
  },
  'another package with its names': () => {
    cover(true);
    ours();
  },
  'request taken before': () => {
    const { request } = http;
    official();
    ours();
    return request;
  },
  'request taken while enabled': () => {
    const instrumentation = official();
    const { request } = http;
    ours();
    instrumentation.disable();
    return request;
  },
  'ignored by its hook': () => {
    official({ ignoreOutgoingRequestHook: () => true });
    ours();
  },
  'records servers only': () => {
    official({ disableOutgoingRequestInstrumentation: true });
    ours();
  },
  bundled: async () => {
    const { Official } = await import(pathToFileURL(file));
    new Official();
    require('http');
    ours();
  },
  'server of HTTP/2': () => {
    official();
    ours();
  },
};

let address;
async function ask(request) {
  const made = request(address);
  made.end();
  const [response] = await once(made, 'response');
  response.resume();
  await once(response, 'end');
  await new Promise(setImmediate);
}

/** Its HTTP/1 requests are no events of an `https.Server`. */
async function listenOverHttp2() {
  const { TEST_KEY: key, TEST_CERTIFICATE: cert } = process.env;
  const server = http2.createSecureServer(
    { key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true },
    (request, response) => response.end('hello'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `https://localhost:${server.address().port}`;
}

const isSecure = way === 'server of HTTP/2';
address = isSecure
  ? await listenOverHttp2()
  : (await listen((request, response) => response.end('hello'))).url;
const request = await ways[way]();
await new Promise(setImmediate);
await telemetry.take();
await ask(request ?? ((...args) => (isSecure ? https : http).request(...args)));
const { spans, metrics } = await telemetry.take();
const kinds = { 1: 'server', 2: 'client' };
const owner = ({ scope, kind }) =>
  `${kinds[kind]}: ${scope.startsWith('@otel-native') ? 'ours' : 'official'}`;
print({
  spans: spans.map(owner).sort(),
  points: metrics.map(({ name, count }) => `${name.split('.')[1]}: ${count}`).sort(),
});
process.exit();
