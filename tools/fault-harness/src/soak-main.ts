/**
 * The native pipelines and exporter, with sanitizers and without Node, under random load and faults for as long as told;
 * all spans, log records and all that was recorded in metrics are accounted for.
 *
 *     npm run test:soak -- [--minutes N] [--sanitize address|thread|none] [--seed N]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Random } from './random.ts';
import { buildNative, sanitizerOf } from './sanitizer.ts';
import { FaultServer } from './server/fault-server.ts';
import * as faults from './server/faults.ts';
import { SignalKeeper } from './signal-keeper.ts';
import { MetricLedger } from './soak/metric-ledger.ts';
import { MetricTotals, settleMetricRound, type MetricRound } from './soak/metric-round.ts';
import { SoakLogLedger, SoakSpanLedger } from './soak/soak-ledger.ts';
import { SoakTotals, settleRound, type Round } from './soak/soak-round.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    sanitize: { type: 'string', default: 'address' },
    seed: { type: 'string', default: '1' },
  },
});
/** One request in so many meets a fault. */
const kOneFaultIn = 15;
const kFaults: readonly (faults.Fault | (() => faults.Fault))[] = [
  ...[429, 502, 503, 504, 400, 413, 500].map((code) => faults.status(code)),
  faults.retryAfter(1, 'seconds'),
  faults.retryAfter(1, 'date'),
  faults.rejectSome(3),
  faults.garbage,
  faults.hugeHead,
  faults.hugeBody,
  faults.truncatedBody,
  faults.garbageBody,
  faults.dripAnswer,
  faults.dripForEver,
  faults.hang,
  faults.readSlowly,
  faults.resetAtOnce,
  faults.resetInBody,
  faults.resetAfterBody,
  faults.closeUnanswered,
  faults.closeInHead,
  faults.halfClose,
  faults.acceptAndClose,
  faults.refuseEarly,
];
const kMaxProblems = 20;

const random = new Random(Number(values.seed));
const keeper = new SignalKeeper(new SoakSpanLedger(), new MetricLedger(), new SoakLogLedger());
const server = new FaultServer(keeper);
server.afterwards = () => {
  if (random.next() >= 1 / kOneFaultIn) return faults.accept;
  const fault = random.pick(kFaults);
  return typeof fault === 'function' ? fault() : fault;
};

const program = join(buildNative(sanitizerOf(values.sanitize), 'soak'), 'soak');
const folder = mkdtempSync(join(tmpdir(), 'otel-native-soak-'));
const totals = new SoakTotals();
const metricTotals = new MetricTotals();
const problems: string[] = [];
try {
  await server.listen();
  await run();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
problems.push(
  ...server.problems.map((problem) => `the receiver itself failed: ${String(problem)}`),
);
console.log(
  `${values.sanitize}, seed ${values.seed}, ${values.minutes} minutes, ${server.faultsPlayed} faults:`,
);
console.log(`spans and log records: ${JSON.stringify(totals)}`);
console.log(`metrics: ${JSON.stringify(metricTotals)}`);
for (const problem of problems.slice(0, kMaxProblems)) console.log(`FAILED: ${problem}`);
console.log(`${totals.rounds} rounds, ${problems.length} problems`);
process.exitCode = problems.length === 0 && totals.rounds > 0 ? 0 : 1;

async function run(): Promise<void> {
  const seconds = Math.round(Number(values.minutes) * 60);
  const child = spawn(program, [String(server.port), values.seed, String(seconds), folder], {
    env: {
      ...process.env,
      ASAN_OPTIONS: 'detect_leaks=1',
      UBSAN_OPTIONS: 'print_stacktrace=1',
      TSAN_OPTIONS: 'halt_on_error=1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const closed = once(child, 'close');
  const restarts = restartAtTimes(closed);
  for await (const line of createInterface(child.stdout)) {
    const round = JSON.parse(line) as Round & MetricRound;
    problems.push(...settleRound(round, keeper, totals));
    problems.push(...settleMetricRound(round, keeper.metrics, metricTotals));
  }
  const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null];
  if (code !== 0) problems.push(`the program ended with ${code ?? signal}`);
  await restarts;
}

/** The receiver is not there for a moment, now and then. */
async function restartAtTimes(closed: Promise<unknown>): Promise<void> {
  let isOver = false;
  void closed.then(() => (isOver = true));
  while (!isOver) {
    await Promise.race([sleep(random.between(2_000, 20_000)), closed]);
    if (isOver) return;
    await server.stop();
    await sleep(random.between(0, 1_500));
    await server.listen();
  }
}
