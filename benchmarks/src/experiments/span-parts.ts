/**
 * What the parts of a span cost: `node benchmarks/src/experiments/span-parts.ts [--workload span] [--rounds 5] [--turns 20000]`.
 * Measures spans that do less than any SDK, part by part, in turns with ours and the official one, as the case `span` does.
 * Official ÷ part is the ratio that an SDK of these parts alone would reach.
 */
import { parseArgs } from 'node:util';

import { measureSpans } from '../cases/span.ts';
import { spanCaseNames, type SpanCaseName } from '../cases/span-workload.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved } from '../harness/rounds.ts';
import { startReceiver } from '../receiver/client.ts';
import type { VariantName } from '../variants/index.ts';
import { tableOfRatios } from './table-of-ratios.ts';

const kSeed = 20_250_701;
const kMostWarmupTurns = 20_000;

/** Each does what those before it do, and the part that it names. */
const parts = {
  'part-empty': 'the application alone: one span that does nothing',
  'part-object': 'an object for each span',
  'part-timed': 'clock and ids',
  'part-copying': 'attributes, events and links copied',
  'part-writing': 'all of it written to shared memory',
  native: 'native, exported',
  official: 'official, exported',
} satisfies Partial<Record<VariantName, string>>;
const names = Object.keys(parts) as (keyof typeof parts)[];

const { values } = parseArgs({
  options: {
    workload: { type: 'string', default: 'span' },
    rounds: { type: 'string', default: '5' },
    turns: { type: 'string', default: '20000' },
  },
});
const workload = spanCaseNames.find((name) => name === values.workload);
if (workload === undefined) throw new Error(`no workload but ${spanCaseNames.join(', ')}`);
console.log(await tableOf(workload, Number(values.rounds), Number(values.turns)));

async function tableOf(chosen: SpanCaseName, rounds: number, turns: number): Promise<string> {
  const pinning = detectPinning();
  const receiver = await startReceiver(pinning);
  try {
    const warmupTurns = Math.min(kMostWarmupTurns, turns);
    const figures = await runInterleaved(names, rounds, async (variant, round) => {
      const { endpoint } = receiver;
      const task = { workload: chosen, variant, endpoint, seed: kSeed, warmupTurns, turns };
      const measured = await measureSpans(task, receiver, pinning);
      console.error(`round ${round}: ${variant}, main CPU ${measured.mainCpuUs} us a span`);
      return measured;
    });
    const labelled = names.map((name) => [parts[name], figures[name]] as const);
    return tableOfRatios(chosen, labelled, figures.official);
  } finally {
    await receiver.stop();
  }
}
