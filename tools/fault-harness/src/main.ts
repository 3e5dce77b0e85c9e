/**
 * Plays every fault against an application with our SDK, over every transport, and prints what became of its spans and metrics.
 *
 *     npm run test:faults -- [--transport tcp,unix,tls] [--matrix all|sample] [--seed N] [--only TEXT] [--at-once N] [--engine ABILITIES]
 *                            [--sanitize address|thread]
 */
import { parseArgs } from 'node:util';
import { engineWith } from './engine.ts';
import { failedOutcome, type JudgedOutcome, type Outcome } from './outcome.ts';
import { casesOf, type Case } from './matrix.ts';
import { runScenario } from './run-scenario.ts';
import { sanitizedEnvironment, sanitizerOf, threadFindings } from './sanitizer.ts';
import { allScenarios } from './scenarios/all.ts';
import { kKnownFaults } from './scenarios/known.ts';
import { judge } from './shortcomings.ts';
import { tableOf } from './table.ts';
import { isSample, kTransports, transportsOf } from './transport.ts';

const { values } = parseArgs({
  options: {
    transport: { type: 'string', default: kTransports.join() },
    // `sample`: each fault over TCP and over one more of the transports.
    matrix: { type: 'string', default: 'all' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    // Most of the time goes into waiting between attempts.
    'at-once': { type: 'string', default: '6' },
    engine: { type: 'string', default: '' },
    sanitize: { type: 'string', default: 'none' },
  },
});
const seed = Number(values.seed);
const engine = engineWith(values.engine);
const sanitized = sanitizedEnvironment(sanitizerOf(values.sanitize));
const cases = casesOf(allScenarios, transportsOf(values.transport), {
  isSample: isSample(values.matrix),
  seed,
}).filter(({ scenario }) => scenario.name.includes(values.only));
const skipped = cases.flatMap(({ scenario, transport }) => {
  const reason = scenario.skip?.();
  return reason === undefined ? [] : [`skipped: ${scenario.name}, ${transport}: ${reason}`];
});
const playable = cases.filter(({ scenario }) => scenario.skip?.() === undefined);
const isAlone = ({ scenario }: Case): boolean => scenario.isAlone === true;
const outcomes = [
  ...(await runAll(
    playable.filter((one) => !isAlone(one)),
    Number(values['at-once']),
  )),
  ...(await runAll(playable.filter(isAlone), 1)),
];

console.log(`seed ${seed}\n${tableOf(outcomes)}`);
for (const line of skipped) console.log(line);
for (const { scenario, transport, note } of outcomes)
  if (note !== undefined) console.log(`measured: ${scenario.name}, ${transport}: ${note}`);
print('expected', ({ expected }) => expected);
print('FAILED', ({ problems }) => problems);
const findings = threadFindings();
for (const finding of findings) console.log(finding);
const failed = outcomes.filter(({ problems }) => problems.length > 0).length;
console.log(`${outcomes.length - failed} passed, ${failed} failed`);
if (findings.length > 0) console.log(`${findings.length} findings of ThreadSanitizer`);
process.exitCode = failed + findings.length === 0 && outcomes.length > 0 ? 0 : 1;

/** A few at a time; the outcomes are in the cases' order. */
async function runAll(all: readonly Case[], atOnce: number): Promise<JudgedOutcome[]> {
  const results: JudgedOutcome[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < all.length; index = next++) {
      const one = all[index];
      if (one !== undefined) results[index] = judged(await play(one));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

async function play({ scenario, transport, index }: Case): Promise<Outcome> {
  try {
    return await runScenario(scenario, seed + index, { transport, sanitized });
  } catch (error) {
    return failedOutcome(scenario, transport, error);
  }
}

function judged(outcome: Outcome): JudgedOutcome {
  const { scenario, transport, problems } = outcome;
  const { name } = scenario;
  return { ...outcome, ...judge({ name, transport }, problems, kKnownFaults, engine) };
}

/** Each problem once, with all the cases that have it. */
function print(title: string, problemsOf: (outcome: JudgedOutcome) => readonly string[]): void {
  const casesByProblem = new Map<string, string[]>();
  for (const outcome of outcomes) {
    for (const problem of problemsOf(outcome)) {
      const names = casesByProblem.get(problem) ?? [];
      names.push(`${outcome.scenario.name}, ${outcome.transport}`);
      casesByProblem.set(problem, names);
    }
  }
  for (const [problem, names] of casesByProblem) {
    const where = names.length > 3 ? `${names.length} cases` : names.join('; ');
    console.log(`${title}: ${where}: ${problem}`);
  }
}
