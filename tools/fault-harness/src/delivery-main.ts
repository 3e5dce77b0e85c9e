/**
 * Ends processes in every way, with the official SDK and with ours, over every protocol, and writes what arrived into
 * delivery.json and from there into docs/delivery.md and README.md.
 *
 *     npm run delivery-tables -w fault-harness -- [--at-once N] [--only TEXT]
 *     npm run test:delivery                        # fails where ours delivers less than is written
 *     npm run generate -w fault-harness            # writes the documents again, from delivery.json
 *     npm run check-generated -w fault-harness     # fails where a document is stale
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kItems } from './delivery/items.ts';
import { deliveryTables, withGenerated, withReadmeRow } from './delivery/markdown.ts';
import {
  allRuns,
  readResults,
  receivedIn,
  resultsOf,
  runName,
  updatedResults,
  writeResults,
  type DeliveryResults,
  type Run,
} from './delivery/results.ts';
import { runDelivery, type Delivery } from './delivery/run-delivery.ts';

const { values } = parseArgs({
  options: {
    // Either runs nothing.
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    compare: { type: 'boolean', default: false },
    'at-once': { type: 'string', default: '2' },
    // Plays the runs with this in their names again, and keeps what is written of the others.
    only: { type: 'string', default: '' },
  },
});
const root = join(import.meta.dirname, '../../..');

if (values.check) check();
else if (values.write) writeDocuments();
else if (values.compare) await compare();
else {
  const runs = allRuns().filter((run) => runName(run).includes(values.only));
  const found = resultsOf(await deliveriesOf(runs));
  writeResults(values.only === '' ? found : updatedResults(readResults(), found, runs));
  writeDocuments();
}

function writeDocuments(): void {
  for (const [path, text] of documents(readResults())) writeFileSync(path, text);
}

function check(): void {
  const stale = [...documents(readResults())].filter(
    ([path, text]) => readFileSync(path, 'utf8') !== text,
  );
  for (const [path] of stale)
    console.error(`${path} is stale: run "npm run generate -w fault-harness"`);
  process.exitCode = stale.length === 0 ? 0 : 1;
}

async function compare(): Promise<void> {
  const written = readResults();
  const deliveries = await deliveriesOf(allRuns().filter(({ setUp }) => setUp.isOurs));
  const worse = [...deliveries].filter(([run, delivery]) => isWorse(run, delivery, written));
  for (const [run, { received, livesOn, stderr }] of worse)
    console.log(`FAILED: ${runName(run)}: ${JSON.stringify({ received, livesOn })} ${stderr}`);
  console.log(`${deliveries.size} runs; ${worse.length} problems`);
  process.exitCode = worse.length === 0 && deliveries.size > 0 ? 0 : 1;
}

function isWorse(run: Run, { received, livesOn }: Delivery, written: DeliveryResults): boolean {
  const promised = receivedIn(written, run);
  const kinds = Object.keys(kItems) as (keyof typeof kItems)[];
  return (
    kinds.some((kind) => received[kind] < promised[kind]) ||
    (livesOn && !written.livesOn.includes(runName(run)))
  );
}

/** What each document is to hold, by its path. */
function documents(results: DeliveryResults): Map<string, string> {
  const page = join(root, 'docs/delivery.md');
  const readme = join(root, 'README.md');
  return new Map([
    [page, withGenerated(readFileSync(page, 'utf8'), 'delivery', deliveryTables(results))],
    [readme, withReadmeRow(readFileSync(readme, 'utf8'), results)],
  ]);
}

/** A few at a time; the deliveries are in the order of the runs. */
async function deliveriesOf(runs: readonly Run[]): Promise<Map<Run, Delivery>> {
  const found = new Map<Run, Delivery>();
  const waiting = runs.values();
  const work = async (): Promise<void> => {
    for (const run of waiting) {
      const delivery = await runDelivery(run.setUp, run.end, run.transport);
      found.set(run, delivery);
      const { spans, logRecords, measurements, observed } = delivery.received;
      const end = delivery.livesOn ? ', lives on' : '';
      console.log(`${runName(run)}: ${spans}, ${logRecords}, ${measurements}, ${observed}${end}`);
    }
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
  return new Map(runs.map((run) => [run, found.get(run)!]));
}
