// A receiver that never takes a batch: a flush ends with its time, and the process with its work.
import { endSpans, makeProvider } from './setup.mjs';

const exporter = {
  name: 'sink',
  exportOtlp: async () => ({ status: 'retry' }),
  shutdown: async () => {},
};
const provider = makeProvider({ exporter });
endSpans(provider, 'span', 5);
const errors = await provider.forceFlush({ timeoutMillis: 50 }).catch((rejected) => rejected);
console.log(errors.map(({ message }) => message).join());
