import { diag } from '@opentelemetry/api';
import * as fc from 'fast-check';
import { programs } from './logs/program';
import { expectSame } from './logs/run';

// Random programs of log records through the official SDK and through ours: the wire, what processors see, what calls return
// and what is logged are the same. docs/logs.md lists the intended differences; hostile-logs.test.ts has their tests.

const kPrograms = Number(process.env.LOG_PROGRAMS ?? 10_000);
const kSeed = Number(process.env.LOG_PROGRAMS_SEED ?? 20_261_130);
const kTimeoutMillis = 600_000;

afterEach(() => diag.disable());

test(
  `${kPrograms} random programs, seed ${kSeed}`,
  () => fc.assert(fc.asyncProperty(programs, expectSame), { seed: kSeed, numRuns: kPrograms }),
  kTimeoutMillis,
);
