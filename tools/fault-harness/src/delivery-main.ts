/**
 * Ends processes in every way, with the official SDK and with ours, over every protocol, and writes what arrived into
 * delivery.json and from there into docs/delivery.md and README.md.
 *
 *     npm run delivery-tables -w fault-harness -- [--at-once N]
 *     npm run delivery-tables -w fault-harness -- --compare    # writes nothing; fails where ours loses more than is written
 *     npm run delivery-tables -w fault-harness -- --check      # runs nothing; fails where a document is stale
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kItems } from './delivery/items.ts';
import { deliveryTables, endsTable, withGenerated } from './delivery/markdown.ts';
import {
  allRuns,
  readResults,
  receivedIn,
  resultsOf,
  runName,
  writeResults,
  type DeliveryResults,
  type Run,
} from './delivery/results.ts';
import { runDelivery, type Delivery } from './delivery/run-delivery.ts';

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    compare: { type: 'boolean', default: false },
    'at-once': { type: 'string', default: '2' },
  },
});
const root = join(import.meta.dirname, '../../..');

if (values.check) check();
else if (values.compare) await compare();
else await generate();

async function generate(): Promise<void> {
  const results = resultsOf(await deliveriesOf(allRuns()));
  writeResults(results);
  for (const [path, text] of documents(results)) writeFileSync(path, text);
}

function check(): void {
  const stale = [...documents(readResults())].filter(
    ([path, text]) => readFileSync(path, 'utf8') !== text,
  );
  for (const [path] of stale)
    console.error(`${path} is stale: run "npm run delivery-tables -w fault-harness"`);
  process.exitCode = stale.length === 0 ? 0 : 1;
}

async function compare(): Promise<void> {
  const written = readResults();
  const runs = allRuns().filter(({ setUp }) => setUp.isOurs);
  const problems = [...(await deliveriesOf(runs))].flatMap(
    ([run, { received, livesOn, stderr }]) =>
      shortOf(received, receivedIn(written, run)) ||
      (livesOn && !written.livesOn.includes(runName(run)))
        ? [`${runName(run)}: ${JSON.stringify(received)}${livesOn ? ', lives on' : ''}: ${stderr}`]
        : [],
  );
  for (const problem of problems) console.log(`FAILED: ${problem}`);
  console.log(`${runs.length} runs; ${problems.length} problems`);
  process.exitCode = problems.length === 0 && runs.length > 0 ? 0 : 1;
}

function shortOf(received: Delivery['received'], written: Delivery['received']): boolean {
  const kinds = Object.keys(kItems) as (keyof typeof kItems)[];
  return kinds.some((kind) => received[kind] < written[kind]);
}

/** What each document is to hold, by its path. */
function documents(results: DeliveryResults): Map<string, string> {
  const generated = [
    ['docs/delivery.md', 'delivery', deliveryTables(results)],
    ['README.md', 'ends', endsTable(results)],
  ] as const;
  return new Map(
    generated.map(([file, name, text]) => {
      const path = join(root, file);
      return [path, withGenerated(readFileSync(path, 'utf8'), name, text)];
    }),
  );
}

/** A few at a time; the deliveries are in the order of the runs. */
async function deliveriesOf(runs: readonly Run[]): Promise<Map<Run, Delivery>> {
  const found = new Map<Run, Delivery>();
  const waiting = runs.values();
  const work = async (): Promise<void> => {
    for (const run of waiting) {
      const delivery = await runDelivery(run.setUp, run.end, run.transport);
      found.set(run, delivery);
      const { spans, measurements, observed } = delivery.received;
      const end = delivery.livesOn ? ', lives on' : '';
      console.log(`${runName(run)}: ${spans}, ${measurements}, ${observed}${end}`);
    }
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
  return new Map(runs.map((run) => [run, found.get(run)!]));
}
