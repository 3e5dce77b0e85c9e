// Measurements while the drain thread ends an interval each millisecond, by the last of PROVIDERS providers.
import { MeterProvider } from '@otel-native/native-core/metrics';
import { makeExporter } from './setup.mjs';

const options = { export: { intervalMillis: 1, temporalityPreference: 'delta' } };
const providers = Array.from(
  { length: Number(process.env.PROVIDERS) - 1 },
  () => new MeterProvider({ exporter: makeExporter() }),
);
const provider = new MeterProvider({ ...options, exporter: makeExporter() });
const counter = provider.getMeter('m').createCounter('counter');
for (let task = 0; task < 100; task++) {
  for (let i = 0; i < 5_000; i++) counter.add(1);
  await new Promise((resolve) => setImmediate(resolve));
}
await provider.shutdown();
await Promise.all(providers.map((one) => one.shutdown()));
console.log(typeof WebAssembly);
