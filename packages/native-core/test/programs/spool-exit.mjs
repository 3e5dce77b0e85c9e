// Ends 200 spans with a spool, says what `stats()` says, and exits. With KILL, without a word to the SDK.
import { writeSync } from 'node:fs';
import { endSpans, makeProvider } from './setup.mjs';

const batch = { scheduledDelayMillis: 60_000, maxExportBatchSize: 50, ringBytes: 65_536 };
const provider = makeProvider({
  batch,
  spool: { directory: process.env.SPOOL, maxBytes: 1 << 20 },
});
endSpans(provider, process.env.NAME ?? 'span', 200);
writeSync(1, `${provider.stats().ended}\n`);
if (process.env.KILL) process.kill(process.pid, process.env.KILL);
