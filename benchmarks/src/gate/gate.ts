import { breachesOf, describeRatios, type Floors } from './floors.ts';

/** Each attempt is longer than the one before: short runs on a busy machine err. A quick gate begins with 0. */
export type Attempt = 0 | 1 | 2;

/** One run of a case. */
export type GatedCase = (attempt: Attempt) => Promise<{ readonly ratios: object }>;

/**
 * Measures each case that has floors, once more where a ratio was below its floor, and returns the cases that are below it in all
 * attempts. `report` receives lines that say what came out.
 */
export async function failedCases(
  cases: Readonly<Record<string, GatedCase>>,
  floors: Floors,
  report: (line: string) => void,
  attempts: readonly Attempt[] = [1, 2],
): Promise<string[]> {
  const failed: string[] = [];
  for (const [name, ofCase] of Object.entries(floors)) {
    const run = cases[name];
    if (run === undefined) throw new Error(`floors for "${name}", which the gate does not measure`);
    if (!(await holds(name, run, ofCase, report, attempts))) failed.push(name);
  }
  return failed;
}

async function holds(
  name: string,
  run: GatedCase,
  floors: Readonly<Record<string, number>>,
  report: (line: string) => void,
  attempts: readonly Attempt[],
): Promise<boolean> {
  for (const attempt of attempts) {
    const { ratios } = await run(attempt);
    const breaches = breachesOf(ratios, floors);
    report(`${name}: ${describeRatios(ratios, floors)}`);
    if (breaches.length === 0) return true;
    const names = breaches.map(({ ratio }) => ratio).join(', ');
    report(
      `${name}: below the floor: ${names}${attempt === attempts.at(-1) ? '' : '; measured once more'}`,
    );
  }
  return false;
}
