// A JavaScript exporter was told everything, or not, when the process exits.
import { MeterProvider } from '@otel-native/native-core/metrics';
import './setup.mjs';

const exporter = {
  name: 'sink',
  exportOtlp: async () => ({ status: 'ok' }),
  shutdown: async () => {},
};
const provider = new MeterProvider({ exporter });
const counter = provider.getMeter('m').createCounter('c');
counter.add(1);
await provider.forceFlush();
if (process.env.WAY === 'measures') counter.add(1);
process.exit(0);
