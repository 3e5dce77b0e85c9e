// Ends spans while its own spool is lost, in compiled code and in a worker as well, and says on standard output what
// `stats()` says of the main thread in the end. HOW is what happens to the files, ROUNDS how often.
import { existsSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker, isMainThread } from 'node:worker_threads';
import { endSpans, makeProvider } from './setup.mjs';

const directory = process.env.SPOOL;
const batch = { scheduledDelayMillis: 20, maxExportBatchSize: 64, ringBytes: 32_768 };
const provider = makeProvider({ batch, spool: { directory, maxBytes: 1 << 20 } });

const ways = {
  cut: () => {
    for (const file of files()) truncateSync(join(directory, file), 0);
  },
  removed: () => rmSync(directory, { recursive: true }),
  replaced: () => {
    rmSync(directory, { recursive: true });
    writeFileSync(directory, 'a file');
  },
};

function files() {
  try {
    return readdirSync(directory).filter((name) => name.endsWith('.otel-spool'));
  } catch {
    return [];
  }
}

/** Ends spans until the condition holds. */
async function spansUntil(condition) {
  do {
    endSpans(provider, 'span', 20);
    await setTimeout(5);
  } while (!condition());
}

if (!isMainThread) {
  await spansUntil(() => existsSync(process.env.DONE));
} else {
  const worker = process.env.WORKER && new Worker(new URL(import.meta.url));
  const expected = worker ? 2 : 1;
  await spansUntil(() => files().length === expected);
  for (let round = 0; round < Number(process.env.ROUNDS); round++) {
    const before = new Set(files());
    ways[process.env.HOW]();
    const isNew = (file) => !before.has(file);
    await spansUntil(() => files().length === expected && files().every(isNew));
  }
  if (process.env.ROUNDS === '0') ways[process.env.HOW]();
  endSpans(provider, 'last', 10);
  writeFileSync(process.env.DONE, '');
  if (worker) await new Promise((resolve) => worker.on('exit', resolve));
  process.on('exit', () => console.log(JSON.stringify(provider.stats())));
}
