// Ends spans until it is killed. Of each it adds the id to the file IDS once `end()` has returned: a pipe may be full.
// WORKERS more do the same.
import { openSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Worker, isMainThread } from 'node:worker_threads';
import { makeProvider } from './setup.mjs';

const batch = { scheduledDelayMillis: 20, maxExportBatchSize: 64, ringBytes: 32_768 };
const spool = { directory: process.env.SPOOL, maxBytes: 1 << 24 };
if (isMainThread) {
  for (let i = 0; i < Number(process.env.WORKERS); i++) new Worker(new URL(import.meta.url));
}
const tracer = makeProvider({ batch, spool }).getTracer('program');
const ids = openSync(process.env.IDS, 'a');
const large = 'x'.repeat(20_000);

for (let i = 0; ; i++) {
  // Sometimes more than the ring takes.
  const count = i % 30 === 0 ? 400 : 1 + (i % 40);
  for (let j = 0; j < count; j++) {
    // Values that repeat enter the string table; a large one goes around the ring.
    const attributes = { i, kind: `kind ${i % 7}`, ...(i % 20 === 3 && j === 0 && { large }) };
    const span = tracer.startSpan(`span ${j % 5}`, { attributes });
    span.end();
    writeSync(ids, `${span.spanContext().spanId}\n`);
  }
  if (i === 0) console.log('running');
  await setTimeout(1);
}
