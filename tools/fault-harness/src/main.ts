/**
 * Plays every fault against an application with our SDK and prints what became of its spans and metrics.
 *
 *     npm run test:faults -- [--seed N] [--only TEXT] [--at-once N] [--sanitize address|thread]
 */
import { parseArgs } from 'node:util';
import { failedOutcome, type Outcome } from './outcome.ts';
import { runScenario } from './run-scenario.ts';
import { sanitizedEnvironment, sanitizerOf, threadFindings } from './sanitizer.ts';
import type { Scenario } from './scenario.ts';
import { answers } from './scenarios/answers.ts';
import { randomFaults } from './scenarios/chaos.ts';
import { collectorFaults } from './scenarios/collector.ts';
import { limits } from './scenarios/limits.ts';
import { moves } from './scenarios/moves.ts';
import { tableOf } from './table.ts';

const kScenarios = [...answers, ...moves, ...collectorFaults, ...limits, ...randomFaults];

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    // Most of the time goes into waiting between attempts.
    'at-once': { type: 'string', default: '6' },
    sanitize: { type: 'string', default: 'none' },
  },
});
const seed = Number(values.seed);
const sanitized = sanitizedEnvironment(sanitizerOf(values.sanitize));
const chosen = kScenarios.filter(({ name }) => name.includes(values.only));
const skipped = chosen.flatMap(({ name, skip }) => {
  const reason = skip?.();
  return reason === undefined ? [] : [`skipped: ${name}: ${reason}`];
});
const outcomes = await runAll(chosen.filter(({ skip }) => skip?.() === undefined));

console.log(`seed ${seed}\n${tableOf(outcomes)}`);
for (const line of skipped) console.log(line);
for (const { scenario, problems } of outcomes) {
  for (const problem of problems) console.log(`FAILED: ${scenario.name}: ${problem}`);
}
const findings = threadFindings();
for (const finding of findings) console.log(finding);
const failed = outcomes.filter(({ problems }) => problems.length > 0).length;
console.log(`${outcomes.length - failed} passed, ${failed} failed`);
if (findings.length > 0) console.log(`${findings.length} findings of ThreadSanitizer`);
process.exitCode = failed + findings.length === 0 && outcomes.length > 0 ? 0 : 1;

/** A few at a time; the outcomes are in the scenarios' order. */
async function runAll(scenarios: readonly Scenario[]): Promise<Outcome[]> {
  const results: Outcome[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < scenarios.length; index = next++) {
      const scenario = scenarios[index];
      if (scenario !== undefined)
        results[index] = await play(scenario, seed + kScenarios.indexOf(scenario));
    }
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
  return results;
}

async function play(scenario: Scenario, scenarioSeed: number): Promise<Outcome> {
  try {
    return await runScenario(scenario, scenarioSeed, sanitized);
  } catch (error) {
    return failedOutcome(scenario, error);
  }
}
