/**
 * What an outage does to an application: two of them run at the same time, and the Collector of one is away for a minute.
 *
 *     npm run test:outage -- [--seconds N] [--rounds N]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { kMiB } from './memory-bound.ts';
import { kEmptyAccount } from './item-ledger.ts';
import type { Outcome } from './outcome.ts';
import { runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';
import { textTable } from './table.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '1' },
  },
});
const kSpansPerSecond = 2_000;
const kHealthySeconds = 5;
const kDefaultQueueBytes = 64 * kMiB;
const downSeconds = Number(values.seconds);

const untroubled: Scenario = {
  name: 'Collector there',
  // All of `batch` at its defaults.
  application: {
    spans: kSpansPerSecond * (downSeconds + 2 * kHealthySeconds),
    perSecond: kSpansPerSecond,
    batch: {},
  },
  queueBytes: kDefaultQueueBytes,
};
const troubled: Scenario = {
  ...untroubled,
  name: `Collector down for ${downSeconds} s`,
  mayDuplicate: true,
  play: async ({ server }) => {
    await sleep(kHealthySeconds * 1_000);
    await server.stop();
    await sleep(downSeconds * 1_000);
    await server.listen();
  },
};

const pairs: Outcome[][] = [];
for (let round = 1; round <= Number(values.rounds); round++)
  pairs.push(await Promise.all([untroubled, troubled].map((one) => runScenario(one, round))));

const titles = ['', 'ended', 'received', 'lost', 'duplicated', 'RSS +MiB', 'p99 ms', 'longest ms'];
console.log(`${kSpansPerSecond} spans/s; work: from when it is due until it is done`);
console.log(textTable([titles, ...pairs.flat().map(cellsOf)]));
const problems = pairs.flatMap((pair) => [
  ...pair.flatMap((outcome) => outcome.problems),
  ...problemsOf(pair[0]?.p99WorkMs ?? NaN, pair[1]?.p99WorkMs ?? NaN),
]);
for (const problem of problems) console.log(`FAILED: ${problem}`);
console.log(`${pairs.length} pairs, ${problems.length} problems`);
process.exitCode = problems.length === 0 && pairs.length > 0 ? 0 : 1;

function cellsOf({
  scenario,
  settlement,
  rssGrowthBytes,
  p99WorkMs,
  maxWorkMs,
}: Outcome): string[] {
  const { ended, received, lost, duplicated } = settlement?.account ?? kEmptyAccount;
  return [
    scenario.name,
    ...[ended, received, lost, duplicated].map(String),
    (rssGrowthBytes / kMiB).toFixed(0),
    p99WorkMs.toFixed(2),
    maxWorkMs.toFixed(2),
  ];
}

/** The two of a pair have the same neighbours; what is left between them is this much on a machine at rest. */
function problemsOf(there: number, down: number): string[] {
  const limit = there * 1.25 + 1;
  return down <= limit ? [] : [`p99 ${down} ms with the Collector down, ${there} ms without`];
}
