/**
 * Ends a process in every way, many times over, and sees that the spans and metrics that it recorded before have arrived, over
 * every transport; that an end is in time where the receiver answers nothing; and that an SDK which has recorded nothing delays
 * no end.
 *
 *     npm run test:exit -- [--runs N] [--transport tcp,unix,tls] [--matrix all|sample] [--seed N] [--only TEXT] [--at-once N]
 *                          [--node-versions 22,24,26] [--engine ABILITIES] [--sanitize address|thread]
 */
import { parseArgs } from 'node:util';
import { engineWith } from './engine.ts';
import { exitsOf } from './exit-matrix.ts';
import { kExitTitles, rowOf } from './exit-rows.ts';
import { delayMs, isTooLong, kIdleWays, measureIdleExits } from './idle-exit.ts';
import { nodesOf } from './nodes.ts';
import { Random } from './random.ts';
import { runExit, type Exit, type ExitOutcome } from './run-exit.ts';
import { sanitizedEnvironment, sanitizerOf, threadFindings } from './sanitizer.ts';
import { textTable } from './table.ts';
import { isSample, kTransports, transportsOf } from './transport.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    transport: { type: 'string', default: kTransports.join() },
    // `sample`: all runs over TCP with a receiver that answers, and fewer of the others.
    matrix: { type: 'string', default: 'all' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    'at-once': { type: 'string', default: '3' },
    'node-versions': { type: 'string', default: '' },
    engine: { type: 'string', default: '' },
    sanitize: { type: 'string', default: 'none' },
  },
});
/** The least of fewer would be chance. */
const kLeastIdleRuns = 10;
const kSampledRuns = 2;
const engine = engineWith(values.engine);
const sanitized = sanitizedEnvironment(sanitizerOf(values.sanitize));
const random = new Random(Number(values.seed));
const problems: string[] = [];
let ways = 0;

for (const { version, path } of await nodesOf(values['node-versions'])) {
  console.log(`Node ${version}`);
  await endAll(path);
}
await measureIdle();
problems.push(...threadFindings());
for (const problem of problems) console.log(`FAILED: ${problem}`);
console.log(`${ways} ways; ${problems.length} problems`);
process.exitCode = problems.length === 0 && ways > 0 ? 0 : 1;

async function endAll(node: string): Promise<void> {
  const cells: (readonly string[])[] = [kExitTitles];
  const expected: string[] = [];
  for (const exit of exitsOf(transportsOf(values.transport))) {
    if (!exit.way.name.includes(values.only)) continue;
    const row = rowOf(exit, await runMany(exit, node), engine);
    cells.push(row.cells);
    expected.push(...row.expected);
    problems.push(...row.problems);
  }
  ways += cells.length - 1;
  console.log(textTable(cells));
  for (const line of expected) console.log(`expected: ${line}`);
}

function runsOf({ transport, receiver }: Exit): number {
  const isSampled = isSample(values.matrix) && (transport !== 'tcp' || receiver !== 'answers');
  return isSampled ? kSampledRuns : Number(values.runs);
}

async function runMany(exit: Exit, node: string): Promise<ExitOutcome[]> {
  const outcomes: ExitOutcome[] = [];
  const runs = runsOf(exit);
  let started = 0;
  const work = async (): Promise<void> => {
    while (started++ < runs) outcomes.push(await runExit(exit, random, { node, sanitized }));
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
  return outcomes;
}

async function measureIdle(): Promise<void> {
  const rows = [['end of an idle process', 'runs', 'without, ms', 'with SDK, ms', 'delay, ms']];
  for (const way of kIdleWays.filter((name) => name.includes(values.only))) {
    const runs = Math.max(kLeastIdleRuns, Number(values.runs));
    const exit = await measureIdleExits(way, runs);
    const times = [exit.withoutMs, exit.withMs].map((all) => Math.min(...all).toFixed(1));
    rows.push([way, String(runs), ...times, delayMs(exit).toFixed(1)]);
    if (isTooLong(exit)) problems.push(`${way}: an idle SDK delays it by ${delayMs(exit)} ms`);
  }
  console.log(textTable(rows));
}
