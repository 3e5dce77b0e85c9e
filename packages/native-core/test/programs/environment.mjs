// What the OTEL_BSP_* variables say, and what batches they make.
import { batchOptionsFromEnvironment, TracerProvider } from '@otel-native/native-core';
import { endSpans } from './setup.mjs';

const sizes = [];
const exporter = {
  name: 'sizes',
  async exportOtlp({ itemCount }) {
    sizes.push(itemCount);
    return { status: 'ok' };
  },
  shutdown: async () => {},
};
const batch = process.env.BATCH === undefined ? {} : JSON.parse(process.env.BATCH);
const provider = new TracerProvider({ exporter, batch });
endSpans(provider, 'span', 10);
await provider.shutdown();
console.log(JSON.stringify({ options: batchOptionsFromEnvironment(), sizes }));
