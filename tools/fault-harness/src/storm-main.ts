/**
 * Ends many processes in the middle of requests over TLS, and sees that none of them ends by a signal that nobody sent, or hangs.
 *
 *     npm run test:exit-storm -w fault-harness -- [--count N] [--seed N] [--only TEXT] [--at-once N] [--node-versions 22,24,26]
 */
import { parseArgs } from 'node:util';
import { nodesOf } from './nodes.ts';
import { Random } from './random.ts';
import { kStormWays, runStorm } from './storm/run-storm.ts';
import { textTable } from './table.ts';

const { values } = parseArgs({
  options: {
    // Processes for each version of Node.
    count: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    'at-once': { type: 'string', default: '4' },
    'node-versions': { type: 'string', default: '' },
  },
});
const random = new Random(Number(values.seed));
const ways = kStormWays.filter(({ name }) => name.includes(values.only));
const rows = [
  ['end of the process', 'Node', 'processes', 'requests', 'unanswered', 'longest end, ms', ''],
];
const problems: string[] = [];

for (const { version, path } of await nodesOf(values['node-versions'])) {
  let unanswered = 0;
  for (const [index, way] of ways.entries()) {
    const count = Math.floor((Number(values.count) + index) / ways.length);
    const options = { count, atOnce: Number(values['at-once']), node: path };
    const outcome = await runStorm(way, random, options);
    const figures = [count, outcome.requests, outcome.unanswered, outcome.longestMs].map(String);
    unanswered += outcome.unanswered;
    rows.push([way.name, version, ...figures, outcome.problems.length === 0 ? 'ok' : 'FAILED']);
    const where = `${way.name}, Node ${version}`;
    problems.push(...outcome.problems.map((problem) => `${where}: ${problem}`));
  }
  if (unanswered === 0) problems.push(`Node ${version}: no request was on its way at an end`);
}

console.log(textTable(rows));
for (const problem of problems) console.log(`FAILED: ${problem}`);
const failed = rows.filter((row) => row.at(-1) === 'FAILED').length;
console.log(`${rows.length - 1 - failed} passed, ${failed} failed`);
process.exitCode = problems.length === 0 && rows.length > 1 ? 0 : 1;
