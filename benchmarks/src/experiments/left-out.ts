/**
 * What a span would cost without one of its parts:
 * `node benchmarks/src/experiments/left-out.ts [--workload span] [--rounds 5] [--turns 50000] [--node 22]`. Runs the case with
 * parts left out of the built `native-core`, one at a time, in turns with all of it and with the official SDK. What is sent
 * lacks the part, so native threads have less to do as well.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { measureSpans } from '../cases/span.ts';
import { spanCaseNames, type SpanCaseName } from '../cases/span-workload.ts';
import { otherNode } from '../harness/other-node.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved } from '../harness/rounds.ts';
import { startReceiver } from '../receiver/client.ts';
import { parts } from './bundle-edits.ts';
import { tableOfRatios } from './table-of-ratios.ts';

const kSeed = 20_250_701;
const kMostWarmupTurns = 30_000;

const official = 'all of it (official)';
const noop = 'all of it (an API without an SDK)';
type Row = keyof typeof parts | typeof official | typeof noop;
const rows = [...Object.keys(parts), noop, official] as Row[];

const { values } = parseArgs({
  options: {
    workload: { type: 'string', default: 'span' },
    rounds: { type: 'string', default: '5' },
    turns: { type: 'string', default: '50000' },
    node: { type: 'string' },
  },
});
const workload = spanCaseNames.find((name) => name === values.workload);
if (workload === undefined) throw new Error(`no workload but ${spanCaseNames.join(', ')}`);
const runElsewhere = otherNode(values.node === undefined ? undefined : Number(values.node));
if (runElsewhere !== undefined) process.exitCode = runElsewhere(process.argv.slice(1));
else console.log(await tableOf(workload, Number(values.rounds), Number(values.turns)));

async function tableOf(chosen: SpanCaseName, rounds: number, turns: number): Promise<string> {
  const pinning = detectPinning();
  const receiver = await startReceiver(pinning);
  try {
    const { endpoint } = receiver;
    const warmupTurns = Math.min(kMostWarmupTurns, turns);
    const figures = await runInterleaved(rows, rounds, async (row, round) => {
      const variant = row === official ? 'official' : row === noop ? 'noop' : 'native';
      const task = {
        workload: chosen,
        variant,
        endpoint,
        seed: kSeed,
        warmupTurns,
        turns,
      } as const;
      const measured = await measureSpans(task, receiver, pinning, environmentOf(row));
      console.error(`round ${round}: without ${row}, main CPU ${measured.mainCpuUs} us a span`);
      return measured;
    });
    const labelled = rows.map((row) => [row, figures[row]] as const);
    return tableOfRatios(`left out of ${chosen}`, labelled, figures[official]);
  } finally {
    await receiver.stop();
  }
}

function environmentOf(row: Row): Record<string, string> {
  if (row === official || row === noop) return {};
  const preload = fileURLToPath(new URL('leave-out.mjs', import.meta.url));
  return { NODE_OPTIONS: `--import=${preload}`, LEAVE_OUT: JSON.stringify(parts[row]) };
}
