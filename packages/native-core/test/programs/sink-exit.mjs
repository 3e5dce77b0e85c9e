// A JavaScript exporter cannot be called any more when the process exits.
import { endSpans, makeProvider } from './setup.mjs';

const exporter = {
  name: 'sink',
  exportOtlp: async () => ({ status: 'ok' }),
  shutdown: async () => {},
};
endSpans(makeProvider({ exporter }), 'span', 5);
process.exit(0);
