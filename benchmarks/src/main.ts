/** `node benchmarks/src/main.ts <case> [--json] [--rounds N] [--turns N] [--node VERSION]`; see README.md. */
import { parseBenchArguments, type BenchArguments } from './harness/arguments.ts';
import { otherNode } from './harness/other-node.ts';
import { writeResult } from './harness/result-file.ts';
import { runContextCase } from './cases/context.ts';
import { contextJsonLine, contextTable } from './cases/context-result.ts';
import { runSpanCase } from './cases/span.ts';
import { spanJsonLine, spanTable } from './cases/span-result.ts';

const usage = 'usage: npm run bench -- <case> [--json] [--rounds N] [--turns N] [--node VERSION]';

const cases: Readonly<Record<string, (options: BenchArguments) => Promise<void>>> = {
  context: async (options) => {
    const result = await runContextCase({ ...options, report: console.error });
    console.error(`written: ${writeResult(result)}`);
    (options.json ? console.error : console.log)(`\n${contextTable(result)}\n`);
    if (options.json) console.log(contextJsonLine(result));
  },
  span: async (options) => {
    const result = await runSpanCase({ ...options, report: console.error });
    console.error(`written: ${writeResult(result)}`);
    (options.json ? console.error : console.log)(`\n${spanTable(result)}\n`);
    if (options.json) console.log(spanJsonLine(result));
  },
};

const options = readArguments();
const run = cases[options.caseName];
if (run === undefined) {
  fail(`unknown case "${options.caseName}"; there is: ${Object.keys(cases).join(', ')}`);
}
const other = otherNode(options.node);
if (other === undefined) await run(options);
else process.exitCode = other(process.argv.slice(1));

function readArguments(): BenchArguments {
  try {
    return parseBenchArguments(process.argv.slice(2));
  } catch (error) {
    return fail((error as Error).message);
  }
}

function fail(message: string): never {
  console.error(`${message}\n${usage}`);
  process.exit(1);
}
