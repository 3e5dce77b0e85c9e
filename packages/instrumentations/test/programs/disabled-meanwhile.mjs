/** Instrumentations that are disabled, and enabled again, while requests wait for their answers. */
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { UndiciInstrumentation } from '@otel-native/instrumentations/undici';
import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { Telemetry } from '../traffic/telemetry.mjs';
import { fetchText, listen, print, request } from './common.mjs';

const kChannels = [
  'undici:request:trailers',
  'undici:request:error',
  'http.client.response.finish',
];

const telemetry = new Telemetry('native');
const instrumentations = [
  new HttpInstrumentation({ disableIncomingRequestInstrumentation: true }),
  new UndiciInstrumentation(),
];
const { server, url } = await listen(() => {});
const received = async () => (await once(server, 'request'))[1];
const answers = [];
const outcomes = [];
for (const [make, path] of [
  [fetchText, 'good'],
  [fetchText, 'broken'],
  [request, 'good'],
  [request, 'broken'],
]) {
  outcomes.push(make(`${url}/${path}`).catch(() => {}));
  answers.push([path, await received()]);
}
for (const one of instrumentations) one.disable();
if (process.argv[2] === 'enabled again') for (const one of instrumentations) one.enable();
for (const [path, response] of answers) {
  if (path === 'good') response.writeHead(404).end('late');
  else response.destroy();
}
await Promise.all(outcomes);
await new Promise((resolve) => setTimeout(resolve, 50));
const { spans, metrics } = await telemetry.take();
print({
  spans: spans
    .map(({ scope, attributes }) => {
      const path = new URL(attributes['url.full']).pathname;
      return `${scope.split('/')[2]} ${path}: ${attributes['http.response.status_code'] ?? attributes['error.type']}`;
    })
    .sort(),
  points: metrics.reduce((sum, { count }) => sum + count, 0),
  listening: kChannels.filter((name) => channel(name).hasSubscribers),
  counts: telemetry.counts,
});
process.exit();
