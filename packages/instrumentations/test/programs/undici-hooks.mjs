/** Prints how many requests were made, and which were recorded, where each hook of undici makes one. */
import { UndiciInstrumentation } from '@otel-native/instrumentations/undici';
import { setTimeout } from 'node:timers/promises';
import { Telemetry } from '../traffic/telemetry.mjs';
import { listen, print } from './common.mjs';

const kMost = 50;
let requests = 0;
const { url } = await listen((_request, response) => {
  requests++;
  response.end('hello');
});
const make = () => void (requests < kMost && fetch(url).then((response) => response.text()));

const telemetry = new Telemetry('native');
new UndiciInstrumentation({
  ignoreRequestHook: () => (make(), false),
  startSpanHook: () => (make(), {}),
  requestHook: make,
  responseHook: make,
});
await (await fetch(url)).text();
await setTimeout(100);
const { spans } = await telemetry.take();
print({ requests, spans: spans.length });
process.exit();
