/**
 * Preloaded into the service, after its telemetry: tells the demo how the process does, over a channel that no
 * instrumentation sees.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { SpanCounts, Telemetry } from './telemetry.ts';

/** `measure` only looks; `finish` waits for the last spans to end, sends them and then looks. */
export type ProbeRequest = 'measure' | 'finish';

export interface Measurement {
  /** CPU of all threads of the process since its start, µs. */
  readonly cpuUs: number;
  readonly rssBytes: number;
  readonly spans: SpanCounts | undefined;
}

/** A request's span may end just after its answer arrived. */
const settleMs = 50;

const telemetryFile = process.env['DEMO_TELEMETRY'];
if (telemetryFile === undefined) throw new Error('DEMO_TELEMETRY is not set');
// The same URL as that of the preload before, and so the same module.
const { telemetry } = (await import(telemetryFile)) as { telemetry: Telemetry };

process.on('message', (request: ProbeRequest) => void answer(request));

async function answer(request: ProbeRequest): Promise<void> {
  if (request === 'finish') {
    await allSpansEnded();
    await telemetry.shutdown().catch((error: unknown) => console.error(error));
  }
  process.send?.(measure());
}

async function allSpansEnded(): Promise<void> {
  let before: number | undefined;
  let ended = telemetry.spanCounts()?.ended;
  while (ended !== before) {
    await sleep(settleMs);
    before = ended;
    ended = telemetry.spanCounts()?.ended;
  }
}

function measure(): Measurement {
  const { user, system } = process.cpuUsage();
  return {
    cpuUs: user + system,
    rssBytes: process.memoryUsage.rss(),
    spans: telemetry.spanCounts(),
  };
}
