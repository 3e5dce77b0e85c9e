/**
 * Ends a process in every way, many times over, and sees that the spans and metrics that it recorded before have arrived; and that an SDK which
 * has recorded nothing delays no end.
 *
 *     npm run test:exit -- [--runs N] [--seed N] [--only TEXT] [--at-once N] [--sanitize address|thread]
 */
import { parseArgs } from 'node:util';
import { kExitWays, type ExitWay } from './application/exit-settings.ts';
import { delayMs, isTooLong, kIdleWays, measureIdleExits } from './idle-exit.ts';
import { Random } from './random.ts';
import { runExit, type ExitOutcome } from './run-exit.ts';
import { sanitizedEnvironment, sanitizerOf, threadFindings } from './sanitizer.ts';
import { textTable } from './table.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    'at-once': { type: 'string', default: '3' },
    sanitize: { type: 'string', default: 'none' },
  },
});
/** The least of fewer would be chance. */
const kLeastIdleRuns = 10;
const sanitized = sanitizedEnvironment(sanitizerOf(values.sanitize));
const random = new Random(Number(values.seed));
const rows: string[][] = [
  ['end of the process', 'runs', 'ended', 'received', 'lost', 'duplicated', 'series', 'short'],
];
const problems: string[] = [];

for (const way of kExitWays.filter(({ name }) => name.includes(values.only))) {
  const outcomes = await runMany(way, Number(values.runs));
  const total = (field: 'ended' | 'received' | 'lost' | 'duplicated') =>
    String(outcomes.reduce((sum, { spans }) => sum + spans[field], 0));
  const metricTotal = (field: 'series' | 'short') =>
    String(outcomes.reduce((sum, { metrics }) => sum + metrics[field], 0));
  const spans = [total('ended'), total('received'), total('lost'), total('duplicated')];
  const totals = [...spans, metricTotal('series'), metricTotal('short')];
  rows.push([way.name, String(outcomes.length), ...totals]);
  problems.push(
    ...outcomes.flatMap((outcome) => outcome.problems.map((one) => `${way.name}: ${one}`)),
  );
}

const idleRows = [['end of an idle process', 'runs', 'without, ms', 'with SDK, ms', 'delay, ms']];
for (const way of kIdleWays.filter((name) => name.includes(values.only))) {
  const runs = Math.max(kLeastIdleRuns, Number(values.runs));
  const exit = await measureIdleExits(way, runs);
  const times = [exit.withoutMs, exit.withMs].map((all) => Math.min(...all).toFixed(1));
  idleRows.push([way, String(runs), ...times, delayMs(exit).toFixed(1)]);
  if (isTooLong(exit)) problems.push(`${way}: an idle SDK delays it by ${delayMs(exit)} ms`);
}

problems.push(...threadFindings());
console.log(textTable(rows));
console.log(textTable(idleRows));
for (const problem of problems) console.log(`FAILED: ${problem}`);
console.log(`${rows.length - 1} ways; ${problems.length} problems`);
process.exitCode = problems.length === 0 && rows.length > 1 ? 0 : 1;

async function runMany(way: ExitWay, runs: number): Promise<ExitOutcome[]> {
  const outcomes: ExitOutcome[] = [];
  let started = 0;
  const work = async (): Promise<void> => {
    while (started++ < runs) outcomes.push(await runExit(way, random, sanitized));
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
  return outcomes;
}
