// An interval, a callback that never answers, and nothing that keeps the process alive.
import { MeterProvider } from '@otel-native/native-core/metrics';
import { makeExporter } from './setup.mjs';

const provider = new MeterProvider({ exporter: makeExporter(), export: { intervalMillis: 20 } });
const gauge = provider.getMeter('m').createObservableGauge('g');
gauge.addCallback(() => new Promise(() => {}));
await new Promise((resolve) => setTimeout(resolve, 100));
console.log('done');
