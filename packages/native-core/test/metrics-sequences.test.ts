import { diag } from '@opentelemetry/api';
import * as fc from 'fast-check';
import { metricPrograms } from './metrics/program';
import { regressions } from './metrics/regressions';
import { expectSameProgram } from './metrics/run';

// Random calls of the metrics API through the official SDK and through ours: what is exported is the same. docs/testing.md says how to
// look further than this seed, and what to do with a difference.

const kPrograms = Number(process.env.METRIC_PROGRAMS ?? 1_000);
const kSeed = Number(process.env.SEQUENCES_SEED ?? 20_260_301);
const kTimeoutMillis = 600_000;

afterEach(() => diag.disable());

const found = Object.entries(regressions);
if (found.length > 0) test.each(found)('%s', (_, program) => expectSameProgram(program));

test(
  `random programs, seed ${kSeed}`,
  async () => {
    const isSame = fc.asyncProperty(metricPrograms, expectSameProgram);
    await fc.assert(isSame, { seed: kSeed, numRuns: kPrograms });
  },
  kTimeoutMillis,
);
