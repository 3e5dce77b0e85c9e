import { breachesOf, describeRatios, type Floors } from './floors.ts';

/** One short run of a case; the second attempt is to be longer, as short runs on a busy machine err. */
export type GatedCase = (attempt: 1 | 2) => Promise<{ readonly ratios: object }>;

/**
 * Measures each case that has floors, once more where a ratio was below its floor, and gives the cases that are below it in both
 * attempts. `report` is told in lines what came out.
 */
export async function failedCases(
  cases: Readonly<Record<string, GatedCase>>,
  floors: Floors,
  report: (line: string) => void,
): Promise<string[]> {
  const failed: string[] = [];
  for (const [name, ofCase] of Object.entries(floors)) {
    const run = cases[name];
    if (run === undefined) throw new Error(`floors for "${name}", which the gate does not measure`);
    if (!(await holds(name, run, ofCase, report))) failed.push(name);
  }
  return failed;
}

async function holds(
  name: string,
  run: GatedCase,
  floors: Readonly<Record<string, number>>,
  report: (line: string) => void,
): Promise<boolean> {
  for (const attempt of [1, 2] as const) {
    const { ratios } = await run(attempt);
    const breaches = breachesOf(ratios, floors);
    report(`${name}: ${describeRatios(ratios, floors)}`);
    if (breaches.length === 0) return true;
    const names = breaches.map(({ ratio }) => ratio).join(', ');
    report(`${name}: below the floor: ${names}${attempt === 1 ? '; measured once more' : ''}`);
  }
  return false;
}
