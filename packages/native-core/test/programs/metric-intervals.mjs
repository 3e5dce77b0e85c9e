// Measurements while the drain thread ends intervals, by the last of PROVIDERS providers.
import { MeterProvider } from '@otel-native/native-core/metrics';
import { makeExporter } from './setup.mjs';

const makeMeterProvider = () =>
  new MeterProvider({ exporter: makeExporter(), export: { temporalityPreference: 'delta' } });
const providers = Array.from({ length: Number(process.env.PROVIDERS) }, makeMeterProvider);
const provider = providers.at(-1);
const counter = provider.getMeter('m').createCounter('counter');
const flushes = [];
for (let task = 0; task < 100; task++) {
  flushes.push(provider.forceFlush());
  for (let i = 0; i < 5_000; i++) counter.add(1);
  await new Promise((resolve) => setImmediate(resolve));
}
await Promise.all(flushes);
await Promise.all(providers.map((one) => one.shutdown()));
console.log(typeof WebAssembly);
