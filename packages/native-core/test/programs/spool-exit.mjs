// Ends COUNT spans with a spool, says what `stats()` says, and exits. With KILL, without a word to the SDK.
import { writeSync } from 'node:fs';
import { endSpans, makeProvider } from './setup.mjs';

const ringBytes = Number(process.env.RING_BYTES ?? 65_536);
const batch = { scheduledDelayMillis: 60_000, maxExportBatchSize: 50, ringBytes };
const provider = makeProvider({
  batch,
  spool: { directory: process.env.SPOOL, maxBytes: 1 << 20 },
});
endSpans(provider, process.env.NAME ?? 'span', Number(process.env.COUNT ?? 200));
writeSync(1, `${provider.stats().ended}\n`);
if (process.env.KILL) process.kill(process.pid, process.env.KILL);
