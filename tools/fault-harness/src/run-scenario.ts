import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApplication } from './application/application.ts';
import type { ApplicationSettings } from './application/report.ts';
import { metricEnvironment, usualEnvironment } from './environments.ts';
import { Ledger } from './ledger.ts';
import { MetricLedger } from './metrics/metric-ledger.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import { FaultServer } from './server/fault-server.ts';
import { SignalKeeper } from './signal-keeper.ts';

/** Twenty batches in about a second. */
const kUsual: ApplicationSettings = {
  spans: 2_000,
  perSecond: 2_000,
  textBytes: 100,
  ending: 'flush',
  batch: { maxExportBatchSize: 100, scheduledDelayMillis: 50 },
  workers: 0,
};

/**
 * Plays one fault from start to verdict.
 * @param seed also chooses the temporality of metrics, so that with two seeds each fault meets both
 * @param sanitized the variables of a sanitizer
 */
export async function runScenario(
  scenario: Scenario,
  seed: number,
  sanitized: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const begin = performance.now();
  const settings = { ...kUsual, ...scenario.application };
  const keeper = new SignalKeeper(new Ledger(settings.textBytes), new MetricLedger());
  const random = new Random(seed);
  const isDelta = seed % 2 === 0;
  const isSanitized = Object.keys(sanitized).length > 0;
  const folder = mkdtempSync(join(tmpdir(), 'fault-harness-'));
  const server = new FaultServer(keeper, scenario.address?.(folder));
  try {
    await server.listen();
    await scenario.prepare?.(server, random);
    const variables = (scenario.environment ?? usualEnvironment)(server);
    const environment = { ...metricEnvironment(isDelta), ...variables, ...sanitized };
    const application = startApplication(settings, environment, join(folder, 'report.json'));
    await scenario.play?.({ server, application, random });
    const report = await application.report;
    const outcome = outcomeOf({ scenario, keeper, report, isDelta, isSanitized });
    return {
      ...outcome,
      problems: [...outcome.problems, ...serverProblems(server)],
      seconds: (performance.now() - begin) / 1_000,
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function serverProblems({ script, problems }: FaultServer): string[] {
  return [
    ...(script.length > 0 ? [`${script.length} faults did not come`] : []),
    ...problems.map((problem) => `the receiver itself failed: ${String(problem)}`),
  ];
}
