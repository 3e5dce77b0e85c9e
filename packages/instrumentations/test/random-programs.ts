import fc from 'fast-check';

/** Random programs are the same in each run. `FC_SEED` chooses others, `FC_TIMES` makes so many times as many. */
const kSeed = Number(process.env['FC_SEED'] ?? 1);
const kTimes = Number(process.env['FC_TIMES'] ?? 1);

/** Processes on a busy machine may take a minute to start, and then play a few programs in a second. */
export const kRandomTimeoutMillis = 300_000 * kTimes;

/** Plays random programs. A failure names the seed that makes the same ones again. */
export async function playRandom<Program>(
  programs: fc.Arbitrary<Program>,
  count: number,
  play: (programs: Program[]) => Promise<void>,
): Promise<void> {
  const sample = fc.sample(programs, { numRuns: count * kTimes, seed: kSeed });
  try {
    await play(sample);
  } catch (error) {
    throw new Error(`with FC_SEED=${kSeed} FC_TIMES=${kTimes}`, { cause: error });
  }
}
