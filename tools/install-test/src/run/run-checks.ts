import { Skipped, type Check } from './check.ts';
import type { Setup } from '../sandbox/setup.ts';

export interface Outcome {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
  /** Why it failed or was skipped, or what a check that passed has to say. */
  readonly note: string;
}

/** One after the other, as they would disturb each other's times. Prints each outcome when it is there. */
export async function runChecks(checks: readonly Check[], setup: Setup): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of checks) {
    const outcome = await runCheck(check, setup);
    console.error(`${outcome.result.padEnd(7)} ${outcome.name}, ${outcome.seconds.toFixed(1)} s`);
    if (outcome.result === 'failed') console.error(outcome.note);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function runCheck({ name, run }: Check, setup: Setup): Promise<Outcome> {
  const begin = performance.now();
  const seconds = (): number => (performance.now() - begin) / 1000;
  try {
    const note = (await run(setup)) ?? '';
    return { name, result: 'passed', seconds: seconds(), note };
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error);
    const result = error instanceof Skipped ? 'skipped' : 'failed';
    return { name, result, seconds: seconds(), note };
  }
}
