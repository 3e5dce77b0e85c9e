/** `node benchmarks/src/main.ts <case>|all [--json] [--rounds N] [--turns N] [--node VERSION] [--budget short] …`; see README.md. */
import { runAllCases } from './all-cases.ts';
import { budgeted } from './budget.ts';
import { parseBenchArguments, type BenchArguments } from './harness/arguments.ts';
import { comparisonJsonLine } from './harness/comparison.ts';
import { otherNode } from './harness/other-node.ts';
import { writeResult } from './harness/result-file.ts';
import type { FullResult } from './harness/thin-result.ts';
import { burstJsonLine, burstTable, runBurstCase } from './cases/burst.ts';
import { runContextCase } from './cases/context.ts';
import { contextJsonLine, contextTable } from './cases/context-result.ts';
import { exitJsonLine, exitTable, runExitCase } from './cases/exit.ts';
import { genAiTable, runGenAiCase } from './cases/genai.ts';
import { gzipTable, runGzipCase } from './cases/gzip.ts';
import { instrumentationTable, runInstrumentationCase } from './cases/instrumentation.ts';
import { runLlmCase, llmTable } from './cases/llm.ts';
import { llmJsonLine } from './cases/llm-result.ts';
import { logJsonLine, logTable, runLogCase } from './cases/log.ts';
import { metricTable, runMetricCase } from './cases/metric.ts';
import { outageJsonLine, outageTable, runOutageCase } from './cases/outage.ts';
import { pauseTable, runPauseCase } from './cases/pause.ts';
import { runServiceCase } from './cases/service.ts';
import { serviceJsonLine, serviceTable } from './cases/service-result.ts';
import { runSpanCase } from './cases/span.ts';
import { spanJsonLine, spanTable } from './cases/span-result.ts';
import { runSpanTransports, spanTransportsTable } from './cases/span-transports.ts';
import { spanCaseNames, type SpanCaseName } from './cases/span-workload.ts';
import {
  runSystemMetricsCase,
  systemMetricsJsonLine,
  systemMetricsTable,
} from './cases/system-metrics.ts';
import { runStartupCase, startupJsonLine, startupTable } from './cases/startup.ts';

const usage =
  'usage: npm run bench -- <case>|all [--json] [--rounds N] [--turns N] [--node VERSION] [--budget short]';

/** What every case has: its name is that of its file in `cases/`. */
interface Case {
  run(options: BenchArguments): Promise<{ table: string; jsonLine: string }>;
}

/** Runs one, keeps its result and gives what is printed of it. */
function benchCase<Result extends FullResult>(
  run: (options: BenchArguments & { report: (line: string) => void }) => Promise<Result>,
  table: (result: Result) => string,
  jsonLine: (result: Result) => string,
): Case {
  return {
    run: async (options) => {
      const result = await run({ ...options, report: console.error });
      console.error(`written: ${writeResult(result)}`);
      return { table: table(result), jsonLine: jsonLine(result) };
    },
  };
}

/** Compares SDKs, or the transports that `--variants` names. */
function spanCase(caseName: SpanCaseName): Case {
  const sdks = benchCase((given) => runSpanCase({ ...given, caseName }), spanTable, spanJsonLine);
  return {
    run: (given) => {
      const { variants } = given;
      if (variants === undefined) return sdks.run(given);
      return benchCase(
        (all) => runSpanTransports({ ...all, caseName, variants }),
        spanTransportsTable,
        comparisonJsonLine,
      ).run(given);
    },
  };
}

const cases: Readonly<Record<string, Case>> = {
  burst: benchCase(runBurstCase, burstTable, burstJsonLine),
  context: benchCase(runContextCase, contextTable, contextJsonLine),
  exit: benchCase(runExitCase, exitTable, exitJsonLine),
  genai: benchCase(runGenAiCase, genAiTable, comparisonJsonLine),
  gzip: benchCase(runGzipCase, gzipTable, comparisonJsonLine),
  instrumentation: benchCase(runInstrumentationCase, instrumentationTable, comparisonJsonLine),
  llm: benchCase(runLlmCase, llmTable, llmJsonLine),
  log: benchCase(runLogCase, logTable, logJsonLine),
  metric: benchCase(runMetricCase, metricTable, comparisonJsonLine),
  outage: benchCase(runOutageCase, outageTable, outageJsonLine),
  pause: benchCase(runPauseCase, pauseTable, comparisonJsonLine),
  service: benchCase(runServiceCase, serviceTable, serviceJsonLine),
  'service-limit': benchCase(
    (given) => runServiceCase({ ...given, limit: true }),
    serviceTable,
    serviceJsonLine,
  ),
  ...Object.fromEntries(spanCaseNames.map((caseName) => [caseName, spanCase(caseName)])),
  startup: benchCase(runStartupCase, startupTable, startupJsonLine),
  'system-metrics': benchCase(runSystemMetricsCase, systemMetricsTable, systemMetricsJsonLine),
};

const options = readArguments();
const chosen = options.caseName === 'all' ? Object.keys(cases) : [options.caseName];
if (cases[chosen[0] ?? ''] === undefined) {
  fail(`unknown case "${options.caseName}"; there is: all, ${Object.keys(cases).join(', ')}`);
}
const other = otherNode(options.node);
if (other !== undefined) process.exitCode = other(process.argv.slice(1));
else if (chosen.length === 1) await runHere(chosen[0] ?? '');
else {
  const failures = await runAllCases(chosen, runHere, console.error);
  for (const [name, reason] of failures) console.error(`without ${name}: ${reason}`);
  process.exitCode = failures.size === 0 ? 0 : 1;
}

async function runHere(name: string): Promise<void> {
  const benchmark = cases[name] ?? fail(`unknown case "${name}"`);
  const { table, jsonLine } = await benchmark.run(budgeted(name, options));
  (options.json ? console.error : console.log)(`\n${table}\n`);
  if (options.json) console.log(jsonLine);
}

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
