/**
 * `npm run bench:gate [-- --quick]`: fails when a ratio is below its floor in `benchmarks/floors.json`. Keeps no result. With
 * `--quick` each case begins with a much shorter run, which is believed where all its floors hold.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { runContextCase } from '../cases/context.ts';
import { runLlmCase } from '../cases/llm.ts';
import { runLogCase } from '../cases/log.ts';
import { runMetricCase } from '../cases/metric.ts';
import { runSpanCase } from '../cases/span.ts';
import { runStartupCase } from '../cases/startup.ts';
import type { Floors } from './floors.ts';
import { failedCases, type Attempt } from './gate.ts';

const floorsFile = new URL('../../floors.json', import.meta.url);
const floors = JSON.parse(readFileSync(floorsFile, 'utf8')) as Floors;
const quiet = { report: () => {} };
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const roundsOf = (attempt: Attempt) => 1 + 2 * attempt;
const times = (attempt: Attempt) => (attempt === 0 ? 0.5 : attempt);

const failed = await failedCases(
  {
    span: (attempt) =>
      runSpanCase({
        caseName: 'span',
        ...quiet,
        rounds: roundsOf(attempt),
        turns: 5_000 * times(attempt),
      }),
    'span-deep': (attempt) =>
      runSpanCase({
        caseName: 'span-deep',
        ...quiet,
        rounds: roundsOf(attempt),
        turns: 5_000 * times(attempt),
      }),
    'span-events': (attempt) =>
      runSpanCase({
        caseName: 'span-events',
        ...quiet,
        rounds: roundsOf(attempt),
        turns: 3_000 * times(attempt),
      }),
    context: (attempt) =>
      runContextCase({ ...quiet, rounds: attempt || 1, turns: 100_000 * times(attempt) }),
    metric: (attempt) =>
      runMetricCase({ ...quiet, rounds: roundsOf(attempt), turns: 500_000 * times(attempt) }),
    llm: (attempt) =>
      runLlmCase({ ...quiet, rounds: attempt || 1, seconds: attempt === 0 ? 0.5 : 1 + attempt }),
    log: (attempt) =>
      runLogCase({
        ...quiet,
        burstLines: 10_000,
        rounds: roundsOf(attempt),
        turns: 96 * times(attempt),
      }),
    startup: (attempt) => runStartupCase({ ...quiet, rounds: roundsOf(attempt) }),
  },
  floors,
  console.log,
  values.quick ? [0, 1, 2] : [1, 2],
);
console.log(failed.length === 0 ? 'every ratio holds its floor' : `failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
