/** `node benchmarks/src/main.ts <case> [--json] [--rounds N] [--turns N]`; see README.md. */
import { parseBenchArguments, type BenchArguments } from './harness/arguments.ts';
import { writeResult } from './harness/result-file.ts';
import { runSpanCase } from './cases/span.ts';
import { spanJsonLine, spanTable } from './cases/span-result.ts';

const usage = 'usage: npm run bench -- <case> [--json] [--rounds N] [--turns N]';

const cases: Readonly<Record<string, (options: BenchArguments) => Promise<void>>> = {
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
await run(options);

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
