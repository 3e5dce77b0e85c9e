import type { Report } from './application/report.ts';
import { memoryProblems } from './memory-bound.ts';
import { cpuTimeProblems, exemplarProblems, settleMetrics } from './metrics/metric-account.ts';
import { problemsOf } from './problems.ts';
import type { Scenario } from './scenario.ts';
import type { Judgement } from './shortcomings.ts';
import type { Settlement } from './settlement.ts';
import type { ApplicationKeeper } from './signal-keeper.ts';
import type { FaultServer } from './server/fault-server.ts';
import { droppedItems, totalsOf } from './totals.ts';
import type { Transport } from './transport.ts';

/** What became of a scenario. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly transport: Transport;
  readonly settlement: Settlement | undefined;
  readonly rssGrowthBytes: number;
  readonly p99WorkMs: number;
  readonly maxWorkMs: number;
  /** Why it failed; empty when all is well. */
  readonly problems: readonly string[];
  readonly note?: string | undefined;
  readonly seconds: number;
}

/** With the problems apart that the engine is known to have. */
export type JudgedOutcome = Outcome & Judgement;

/** What is known once the application has ended. */
export interface Played {
  readonly scenario: Scenario;
  readonly transport: Transport;
  readonly keeper: ApplicationKeeper;
  readonly server: FaultServer;
  readonly report: Report & { readonly stderr: string };
  readonly isDelta: boolean;
  /** A sanitizer takes memory of its own. */
  readonly isSanitized: boolean;
}

export function outcomeOf(played: Played): Omit<Outcome, 'seconds'> {
  const { scenario, transport, server, report, isSanitized } = played;
  const { queueBytes } = scenario;
  const settlement = settle(played);
  const isLossless = droppedItems(settlement.points.dropped) === 0;
  return {
    scenario,
    transport,
    settlement,
    rssGrowthBytes: report.maxRssBytes - report.startRssBytes,
    p99WorkMs: report.p99WorkMs,
    maxWorkMs: report.maxWorkMs,
    note: scenario.note?.(),
    problems: [
      ...problemsOf(scenario, settlement),
      ...(isLossless ? losslessProblems(played) : []),
      ...(queueBytes === undefined || isSanitized ? [] : memoryProblems(queueBytes, report)),
      ...(scenario.check?.(report, server) ?? []),
    ],
  };
}

/** That of a scenario which could not be played. */
export function failedOutcome(scenario: Scenario, transport: Transport, error: unknown): Outcome {
  const figures = { rssGrowthBytes: 0, p99WorkMs: 0, maxWorkMs: 0, seconds: 0 };
  return { scenario, transport, settlement: undefined, ...figures, problems: [String(error)] };
}

function settle({ keeper, report: { threads }, isDelta }: Played): Settlement {
  const recorded = Object.fromEntries(threads.flatMap((thread) => Object.entries(thread.recorded)));
  return {
    account: keeper.spans.settle(endedIds(threads)),
    spans: totalsOf(threads.map(({ stats }) => stats)),
    logAccount: keeper.logs.settle(endedIds(threads)),
    logs: totalsOf(threads.map(({ logStats }) => logStats)),
    metrics: settleMetrics(keeper.metrics, recorded, isDelta),
    points: totalsOf(threads.map(({ metricStats }) => metricStats)),
  };
}

/** What is certain where no data point was lost. */
function losslessProblems({ keeper: { metrics }, report, isDelta }: Played): string[] {
  const ended = new Set(endedIds(report.threads));
  return [
    ...exemplarProblems(metrics, (id) => ended.has(id)),
    ...cpuTimeProblems(metrics.cpuSeconds(isDelta), report.cpuSeconds),
  ];
}

function endedIds(threads: Report['threads']): string[] {
  return threads.flatMap((thread) => thread.endedIds);
}
