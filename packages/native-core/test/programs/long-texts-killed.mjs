// Ends two spans with long texts and a spool, one of them larger than the ring takes, and is killed.
import { makeProvider } from './setup.mjs';

const provider = makeProvider({
  batch: { scheduledDelayMillis: 60_000 },
  spool: { directory: process.env.SPOOL, maxBytes: 1 << 23 },
});
const tracer = provider.getTracer('t');
for (const text of ['é'.repeat(3000), '→'.repeat(300_000)])
  tracer.startSpan('s').setAttribute('text', text).end();
setImmediate(() => process.kill(process.pid, 'SIGKILL'));
