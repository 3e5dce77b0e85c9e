/**
 * Servers in a process in which `next` is loaded. One marks its requests, as Next.js does, one has the listener of the server that
 * Next.js makes, and the other is neither.
 * What is loaded is a stand-in with the name of the file that is looked for: tools/install-test runs Next.js itself.
 */
import { diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Telemetry } from '../traffic/telemetry.mjs';
import { listen, print, request } from './common.mjs';

const warnings = [];
const note = (_name, message) => warnings.push(message);
diag.setLogger({ warn: note, error: note, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);
const telemetry = new Telemetry('native');
new HttpInstrumentation({ disableOutgoingRequestInstrumentation: true });

const next = await listen((incoming, response) => {
  if (incoming.url === '/moved') {
    // Next.js 13 to 15 redirect without their mark.
    response.writeHead(308, { location: '/' }).end();
    return;
  }
  if (incoming.url === '/_next/webpack.js') {
    response.end('of the development server');
    return;
  }
  incoming[Symbol.for('NextInternalRequestMeta')] = {};
  response.statusCode = incoming.url === '/none' ? 404 : 200;
  response.end('next');
});
const other = await listen((incoming, response) => {
  response.statusCode = incoming.url === '/none' ? 404 : 200;
  response.end('other');
});
const seen = [];
const ask = async (name, url, options) => {
  await request(url, options);
  const { spans, metrics } = await telemetry.take();
  const points = metrics.reduce((sum, { count }) => sum + count, 0);
  seen.push(`${name}: ${spans.length} spans, ${points} points`);
};

await ask('before it is loaded', next.url);
loadNext();
await ask('next', next.url);
await ask('next, not found', `${next.url}/none`);
// Node answers it itself.
await ask('next, without Host', next.url, { setHost: false });
await ask('next, redirected', `${next.url}/moved`);
await ask('next, in development', `${next.url}/_next/webpack.js`);
await ask('next again', next.url);
await ask('other, not found', `${other.url}/none`);
await ask('other', other.url);
await ask('other again', other.url);
await ask('next at the end', next.url);
const handlersPromise = Promise.resolve();
const made = await listen(async function requestListener(incoming, response) {
  await handlersPromise;
  response.writeHead(308, { location: '/' }).end();
});
await ask('made by next', made.url);
process.env.__NEXT_PRIVATE_ORIGIN = made.url;
const last = await listen((incoming, response) => {
  response.statusCode = 404;
  response.end(String(trace.getActiveSpan() !== undefined));
});
await ask('other, not found, beside it', last.url);
print({ seen, warnings });
process.exit();

function loadNext() {
  const folder = mkdtempSync(join(tmpdir(), 'next-'));
  const files = join(folder, 'node_modules/next/dist/server/lib');
  mkdirSync(files, { recursive: true });
  const manifest = { name: 'next', version: '16.4.6' };
  writeFileSync(join(folder, 'node_modules/next/package.json'), JSON.stringify(manifest));
  writeFileSync(join(files, 'router-server.js'), 'exports.initialize = () => {};');
  createRequire(join(folder, 'app.js'))('next/dist/server/lib/router-server');
  rmSync(folder, { recursive: true });
}
