import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureCollector } from './build.ts';
import { Collector } from './collector.ts';
import { collectedSpans } from './comparison/collected-span.ts';
import type { ComparableSpan } from './comparison/comparable-span.ts';
import { Checks, compareFields, compareSpans } from './comparison/compare.ts';
import { handmadeSpans } from './handmade/cases.ts';
import { expectedSpan } from './handmade/expectation.ts';
import { collectedLogs, type ComparableLog } from './logs/collected-log.ts';
import { compareLogs } from './logs/comparison.ts';
import { temporalities } from './metrics/cases.ts';
import { collectedMetrics, compareMetrics } from './metrics/comparison.ts';
import { comparePrometheus, scrape } from './metrics/prometheus.ts';
import { handmadeTraffic, logTraffic, metricTraffic, serviceTraffic } from './traffic.ts';

// So that the handlers of `exit` run, which remove the temporary folder and end the Collector.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

try {
  process.exitCode = (await testCollector(ensureCollector())) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** False when something arrived otherwise than it was created. */
async function testCollector(binary: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'otel-native-collector-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const collector = await Collector.start(binary, folder);
  const created = await sendEverything(collector, folder);
  const { tcp, unix } = collector.endpoints;
  await metricTraffic(tcp, 'cumulative');
  const scraped = await scrape(collector.prometheusUrl);
  await metricTraffic(unix, 'delta');
  await logTraffic(tcp, 'tcp');
  await logTraffic(unix, 'unix');
  const lines = await collector.stop();
  const checks = new Checks();
  compareAllSpans(created, lines.flatMap(collectedSpans), checks);
  const metrics = lines.flatMap(collectedMetrics);
  console.log(`${metrics.length} metrics made by hand`);
  for (const temporality of temporalities) compareMetrics(temporality, metrics, checks);
  comparePrometheus(scraped, checks);
  compareAllLogs(lines.flatMap(collectedLogs), checks);
  console.log(`${checks.passed} passed, ${checks.failed} failed`);
  return checks.failed === 0;
}

interface Created {
  readonly service: readonly ComparableSpan[];
  /** The same program twice, by two ways. */
  readonly overTcp: readonly ComparableSpan[];
  readonly overUnixSocket: readonly ComparableSpan[];
}

async function sendEverything(collector: Collector, folder: string): Promise<Created> {
  const { tcp, unix } = collector.endpoints;
  return {
    service: await serviceTraffic(tcp, join(folder, 'service.json')),
    overTcp: await handmadeTraffic(tcp, join(folder, 'tcp.json')),
    overUnixSocket: await handmadeTraffic(unix, join(folder, 'unix.json')),
  };
}

function compareAllSpans(
  created: Created,
  collected: readonly ComparableSpan[],
  checks: Checks,
): void {
  const { service, overTcp, overUnixSocket } = created;
  console.log(
    `${service.length} spans of the service, ${overTcp.length + overUnixSocket.length} made by hand`,
  );
  checks.equal('the service made spans', true, service.length > 0);
  compareSpans([...service, ...overTcp, ...overUnixSocket], collected, checks);
  for (const made of [overTcp, overUnixSocket]) compareWithCalls(made, collected, checks);
}

/** Each program's log records by their run, and none of anybody else. */
function compareAllLogs(collected: readonly ComparableLog[], checks: Checks): void {
  console.log(`${collected.length} log records made by hand`);
  const runs = Object.groupBy(collected, ({ scope }) => scope.version);
  checks.equal('runs that emitted log records', ['tcp', 'unix'], Object.keys(runs).toSorted());
  for (const [run, ofRun = []] of Object.entries(runs)) compareLogs(run, ofRun, checks);
}

/** Compares what arrived with the calls that were made: the span that was recorded may be wrong as well. */
function compareWithCalls(
  made: readonly ComparableSpan[],
  collected: readonly ComparableSpan[],
  checks: Checks,
): void {
  const ids = new Set(made.map(({ spanId }) => spanId));
  const byName = new Map(
    collected.filter(({ spanId }) => ids.has(spanId)).map((span) => [span.name, span]),
  );
  for (const wanted of handmadeSpans) {
    const span = byName.get(wanted.updateName ?? wanted.name);
    checks.equal(`${wanted.name} arrived`, true, span !== undefined);
    if (span === undefined) continue;
    compareFields(`${wanted.name}, as called`, expectedSpan(wanted), span, checks);
    if (typeof wanted.parent === 'string') {
      const parent = byName.get(wanted.parent);
      const expected = {
        traceId: parent?.traceId ?? '',
        parentSpanId: parent?.spanId ?? '',
        traceState: parent?.traceState ?? '',
      };
      compareFields(`${wanted.name}, as called`, expected, span, checks);
    }
  }
}
