import type { DropCounts } from '@otel-native/api-bridge';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApplication } from './application/application.ts';
import type { ApplicationSettings, Report } from './application/report.ts';
import { Ledger, type Account } from './ledger.ts';
import { Random } from './random.ts';
import { memoryProblems } from './memory-bound.ts';
import type { Scenario } from './scenario.ts';
import { FaultServer } from './server/fault-server.ts';

/** Twenty batches in about a second. */
const kUsual: ApplicationSettings = {
  spans: 2_000,
  perSecond: 2_000,
  textBytes: 100,
  ending: 'flush',
  batch: { maxExportBatchSize: 100, scheduledDelayMillis: 50 },
};

/** What became of a scenario. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly account: Account;
  /** What the SDK itself counted as dropped. */
  readonly counted: number;
  readonly retries: number;
  readonly rssGrowthBytes: number;
  readonly p99WorkMs: number;
  readonly maxWorkMs: number;
  /** Why it failed; empty when all is well. */
  readonly problems: readonly string[];
  readonly seconds: number;
}

/** @param sanitized the variables of a sanitizer, which takes memory of its own */
export async function runScenario(
  scenario: Scenario,
  seed: number,
  sanitized: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const begin = performance.now();
  const settings = { ...kUsual, ...scenario.application };
  const ledger = new Ledger(settings.textBytes);
  const random = new Random(seed);
  const folder = mkdtempSync(join(tmpdir(), 'fault-harness-'));
  const server = new FaultServer(ledger, scenario.address?.(folder));
  try {
    await server.listen();
    await scenario.prepare?.(server, random);
    const environment = { ...(scenario.environment ?? usualEnvironment)(server), ...sanitized };
    const application = startApplication(settings, environment, join(folder, 'report.json'));
    await scenario.play?.({ server, application, random, ledger });
    const report = await application.report;
    const account = ledger.settle(report.endedIds);
    return {
      scenario,
      account,
      counted: sum(report.stats.dropped),
      retries: report.stats.retries,
      rssGrowthBytes: report.maxRssBytes - report.startRssBytes,
      p99WorkMs: report.p99WorkMs,
      maxWorkMs: report.maxWorkMs,
      problems: [
        ...problemsOf(scenario, account, report),
        ...(server.script.length > 0 ? [`${server.script.length} faults did not come`] : []),
        ...server.problems.map((problem) => `the receiver itself failed: ${String(problem)}`),
        ...(scenario.queueBytes === undefined || Object.keys(sanitized).length > 0
          ? []
          : memoryProblems(scenario.queueBytes, report)),
        ...(scenario.check?.(report) ?? []),
      ],
      seconds: (performance.now() - begin) / 1_000,
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The server's endpoint, and a time for an attempt that is far above what a busy machine needs: a sender that gave up on
 * a request that was taken would send it twice.
 */
export function usualEnvironment(server: FaultServer): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT:
      'path' in server.address
        ? `unix://${server.address.path}`
        : `http://127.0.0.1:${server.port}`,
    OTEL_EXPORTER_OTLP_TIMEOUT: '10000',
  };
}

/** For faults that only the end of the sender's time ends. */
export function impatientEnvironment(server: FaultServer): Record<string, string> {
  return { ...usualEnvironment(server), OTEL_EXPORTER_OTLP_TIMEOUT: '700' };
}

/** What the accounts have to say. */
export function problemsOf(scenario: Scenario, account: Account, report: Report): string[] {
  const { losesBy = [], mayDuplicate = false } = scenario;
  const { dropped, queued, exported } = report.stats;
  const problems: string[] = [];
  const counted = sum(dropped);
  if (account.lost !== counted) problems.push(`${account.lost} lost, but ${counted} counted`);
  if (queued !== 0) problems.push(`${queued} are said to wait still`);
  if (exported !== account.received)
    problems.push(`${exported} are said to be exported, ${account.received} came`);
  for (const [cause, count] of Object.entries(dropped) as [keyof DropCounts, number][]) {
    if (count > 0 && !losesBy.includes(cause)) problems.push(`${count} dropped by ${cause}`);
  }
  if (losesBy.length > 0 && counted === 0)
    problems.push('nothing was lost: the fault did not come');
  if (account.corrupted > 0) problems.push(`${account.corrupted} corrupted`);
  if (account.duplicated > 0 && !mayDuplicate) problems.push(`${account.duplicated} duplicated`);
  return problems;
}

function sum(counts: DropCounts): number {
  return Object.values(counts).reduce((total: number, count: number) => total + count, 0);
}
