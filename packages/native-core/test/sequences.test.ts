import { diag } from '@opentelemetry/api';
import * as fc from 'fast-check';
import { programs } from './sequences/program';
import { regressions } from './sequences/regressions';
import { expectSame } from './sequences/run';

// Random sequences of calls through the official SDK and through ours: all that can be seen of them is the same.
// docs/testing.md says how to look further than this seed, and what to do with a difference.

/** What a run plays at least. */
const kSequences = 10_000;
const kSequencesPerProgram = 20;
/** More than are needed: on average a program has ten sequences. */
const kPrograms = Number(process.env.SEQUENCES_PROGRAMS ?? 1_200);
const kSeed = Number(process.env.SEQUENCES_SEED ?? 20_260_301);
const kTimeoutMillis = 600_000;

afterEach(() => diag.disable());

test.each(Object.entries(regressions))('%s', (_, program) => expectSame(program));

test(
  `random sequences, seed ${kSeed}`,
  async () => {
    let played = 0;
    const isSame = fc.asyncProperty(programs(kSequencesPerProgram), async (program) => {
      await expectSame(program);
      played += program.sequences.length;
    });
    await fc.assert(isSame, { seed: kSeed, numRuns: kPrograms });
    expect(played).toBeGreaterThanOrEqual(kSequences);
  },
  kTimeoutMillis,
);
