// Makes providers and shuts them down, and tells how many file descriptors that left open. No garbage is collected
// meanwhile: what is freed is freed by `shutdown()`.
import { readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { MeterProvider } from '@otel-native/native-core/metrics';
import { endSpans, makeExporter, makeProvider } from './setup.mjs';

const kLives = 40;

async function live() {
  const tracerProvider = makeProvider();
  endSpans(tracerProvider, 'life', 1);
  const meterProvider = new MeterProvider({ exporter: makeExporter() });
  meterProvider.getMeter('life').createCounter('c').add(1);
  await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
}

const descriptors = () => readdirSync('/proc/self/fd').length;

await live();
const before = descriptors();
for (let i = 0; i < kLives; i++) await live();
// The drain thread may still be closing the last ones.
for (let i = 0; i < 500 && descriptors() > before; i++) await setTimeout(10);
console.log(descriptors() - before);
