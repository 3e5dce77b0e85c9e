import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApplication } from '../application/application.ts';
import { kUsual } from '../application/usual-settings.ts';
import { endpointOf, metricEnvironment, usualEnvironment } from '../environments.ts';
import type { Scenario } from '../scenario.ts';
import type { FaultServer } from '../server/fault-server.ts';
import { accept, hang } from '../server/faults.ts';
import { DelayMeter } from '../server/span-faults.ts';

/** Before it, V8 compiles and connections are made. */
const kWarmUpMs = 1_500;
/** It hangs for so many seconds. Each of them is compared alone, since a neighbour may spoil one or two of them. */
const kHungSeconds = 5;
const kMillisPerSecond = 1_000;
const kMaxDifferenceMs = 20;
const kSpans = 15_000;

/**
 * Spans go to a receiver that is well and metrics to one that hangs for a while. Beside the application runs another one whose
 * receivers are both well: the two have the same neighbours, and what is left between them is what the hung receiver does.
 */
export function hungBesideHealthy(): Scenario {
  const meters = { with: new DelayMeter(), without: new DelayMeter() };
  let forMetrics: FaultServer | undefined;
  let hungAtMs = 0;
  const middle = () => middleSecond(meters, hungAtMs);
  return {
    name: 'engine: a hung receiver beside a healthy one',
    isAlone: true,
    mayDuplicate: true,
    application: { spans: kSpans },
    prepare: async (server) => {
      server.afterwards = meters.with;
      forMetrics = await server.startAnother();
    },
    environment: (server) => environmentWith(server, forMetrics ?? server),
    play: async ({ server }) => {
      const control = runControl(server, meters.without);
      await sleep(kWarmUpMs);
      if (forMetrics !== undefined) await hangFor(forMetrics, () => (hungAtMs = Date.now()));
      await control;
    },
    note: () => {
      const { withMs, withoutMs, difference } = middle();
      const delays = `p99 delay ${withoutMs.toFixed(1)} ms without, ${withMs.toFixed(1)} ms with`;
      return `${delays}: difference ${difference.toFixed(1)} ms`;
    },
    check: () => {
      const { difference } = middle();
      return difference <= kMaxDifferenceMs
        ? []
        : [`the hung receiver delays the other by ${difference.toFixed(1)} ms`];
    },
  };
}

interface Second {
  readonly withMs: number;
  readonly withoutMs: number;
  readonly difference: number;
}

/** The second in the middle, by the difference that the hung receiver makes. */
function middleSecond(
  meters: { readonly with: DelayMeter; readonly without: DelayMeter },
  hungAtMs: number,
): Second {
  const seconds = Array.from({ length: kHungSeconds }, (_, index): Second => {
    const fromMs = hungAtMs + index * kMillisPerSecond;
    const [withMs, withoutMs] = [meters.with, meters.without].map((meter) =>
      meter.p99Ms(fromMs, fromMs + kMillisPerSecond),
    ) as [number, number];
    return { withMs, withoutMs, difference: withMs - withoutMs };
  });
  seconds.sort((one, other) => one.difference - other.difference);
  return seconds[Math.floor(kHungSeconds / 2)]!;
}

async function hangFor(server: FaultServer, begins: () => void): Promise<void> {
  server.afterwards = hang;
  begins();
  await sleep(kHungSeconds * kMillisPerSecond);
  server.afterwards = accept;
  server.resetConnections();
}

/** The same application, with receivers that are well. */
async function runControl(server: FaultServer, meter: DelayMeter): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fault-harness-control-'));
  const control = await server.startAnother({ keep: () => 0 });
  control.afterwards = meter;
  const settings = { ...kUsual, spans: kSpans };
  const environment = { ...metricEnvironment(false), ...environmentWith(control, control) };
  try {
    await startApplication(settings, environment, join(folder, 'report.json')).report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function environmentWith(spans: FaultServer, metrics: FaultServer): Record<string, string> {
  const endpoint = endpointOf(metrics);
  const isSocket = endpoint.startsWith('unix:');
  return {
    ...usualEnvironment(spans),
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: isSocket ? endpoint : `${endpoint}/v1/metrics`,
  };
}
