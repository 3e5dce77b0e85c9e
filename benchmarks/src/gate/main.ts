/** `npm run bench:gate`: fails when a ratio is below its floor in `benchmarks/floors.json`. Keeps no result. */
import { readFileSync } from 'node:fs';

import { runContextCase } from '../cases/context.ts';
import { runLlmCase } from '../cases/llm.ts';
import { runLogCase } from '../cases/log.ts';
import { runMetricCase } from '../cases/metric.ts';
import { runSpanCase } from '../cases/span.ts';
import { runStartupCase } from '../cases/startup.ts';
import type { Floors } from './floors.ts';
import { failedCases } from './gate.ts';

const floorsFile = new URL('../../floors.json', import.meta.url);
const floors = JSON.parse(readFileSync(floorsFile, 'utf8')) as Floors;
const quiet = { report: () => {} };

const failed = await failedCases(
  {
    span: (attempt) =>
      runSpanCase({ caseName: 'span', ...quiet, rounds: 1 + 2 * attempt, turns: 5_000 * attempt }),
    'span-deep': (attempt) =>
      runSpanCase({
        caseName: 'span-deep',
        ...quiet,
        rounds: 1 + 2 * attempt,
        turns: 5_000 * attempt,
      }),
    'span-events': (attempt) =>
      runSpanCase({
        caseName: 'span-events',
        ...quiet,
        rounds: 1 + 2 * attempt,
        turns: 3_000 * attempt,
      }),
    context: (attempt) => runContextCase({ ...quiet, rounds: attempt, turns: 100_000 * attempt }),
    metric: (attempt) =>
      runMetricCase({ ...quiet, rounds: 1 + 2 * attempt, turns: 500_000 * attempt }),
    llm: (attempt) => runLlmCase({ ...quiet, rounds: attempt, seconds: 1 + attempt }),
    log: (attempt) => runLogCase({ ...quiet, rounds: 1 + 2 * attempt, turns: 96 * attempt }),
    startup: (attempt) => runStartupCase({ ...quiet, rounds: 1 + 2 * attempt }),
  },
  floors,
  console.log,
);
console.log(failed.length === 0 ? 'every ratio holds its floor' : `failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
