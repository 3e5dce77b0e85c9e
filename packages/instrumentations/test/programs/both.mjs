/** The official instrumentations and ours at once, in the order that the argument names. */
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { HttpInstrumentation as OfficialHttp } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation as OfficialUndici } from '@opentelemetry/instrumentation-undici';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { UndiciInstrumentation } from '@otel-native/instrumentations/undici';
import { createRequire } from 'node:module';
import { Telemetry } from '../traffic/telemetry.mjs';
import { fetchText, listen, print, request } from './common.mjs';

const warnings = [];
const note = (name, message) => warnings.push(`${name}: ${message}`);
diag.setLogger({ warn: note, error: note, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);

const telemetry = new Telemetry('native');
const official = () => [new OfficialHttp(), new OfficialUndici()];
const ours = () => [new HttpInstrumentation(), new UndiciInstrumentation()];
const both = {
  'official first': [official, ours],
  'ours first': [ours, official],
  twice: [ours, ours],
};
for (const create of both[process.argv[2]]) create();
createRequire(import.meta.url)('http');

const { url } = await listen((incoming, response) => response.end('hello'));
for (let i = 0; i < 2; i++) {
  await request(`${url}/request`);
  await fetchText(`${url}/fetch`);
}
const { spans, metrics } = await telemetry.take();
print({
  warnings,
  spans: spans.map(({ scope, kind }) => `${scope} ${kind}`),
  points: metrics.map(({ count }) => count),
});
process.exit();
