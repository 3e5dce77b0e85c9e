import {
  OtlpReceiver,
  type ReceivedLog,
  type ReceivedMetric,
  type ReceivedSpan,
} from 'otlp-receiver';

import type { Child } from './child.ts';
import { sendChats } from './load.ts';
import type { DemoOptions } from './options.ts';
import type { Measurement } from './probe.ts';
import { startService, telemetryFile, type Variant } from './processes.ts';

export interface TurnOptions extends DemoOptions {
  readonly variant: Variant;
  readonly modelUrl: string;
  /** The Collector that the spans are passed on to, if any. */
  readonly forwardTo: URL | undefined;
  readonly serviceEnv: Readonly<Record<string, string>>;
  /** Whether to keep what was received; it takes memory. */
  readonly keepSpans: boolean;
  readonly onAnswer: () => void;
}

/** One SDK's turn: a fresh process under load. Spans are counted from its start, warm-up included. */
export interface TurnResult {
  readonly requests: number;
  readonly spansEnded: number;
  readonly spansReceived: number;
  readonly spansDropped: number | undefined;
  readonly lastError: string;
  readonly measuredRequests: number;
  /** Of the measured requests, until everything was exported. */
  readonly cpuUs: number;
  /** At the end of the load. */
  readonly rssBytes: number;
  readonly spans: readonly ReceivedSpan[];
  readonly logs: readonly ReceivedLog[];
  readonly metrics: readonly ReceivedMetric[];
}

export async function runTurn(options: TurnOptions): Promise<TurnResult> {
  await using cleanup = new AsyncDisposableStack();
  const receiver = await OtlpReceiver.start({
    maxKeptSpans: options.keepSpans ? Infinity : 0,
    ...(options.forwardTo !== undefined && { forwardTo: options.forwardTo }),
  });
  cleanup.defer(() => receiver.close());
  const service = await startService({
    telemetry: telemetryFile(options.variant),
    modelUrl: options.modelUrl,
    otlpEndpoint: receiver.url,
    env: options.serviceEnv,
  });
  cleanup.defer(() => service.stop());
  // Awaited here: the cleanup must not begin before.
  return await measureService(service, receiver, options);
}

async function measureService(
  service: Child,
  receiver: OtlpReceiver,
  { warmup, requests, rounds, concurrency, onAnswer }: TurnOptions,
): Promise<TurnResult> {
  const measuredRequests = Math.ceil(requests / rounds);
  const send = (count: number) =>
    service.whileAlive(sendChats(service.url, { requests: count, concurrency, onAnswer }));
  await send(warmup);
  const before = await service.ask<Measurement>('measure');
  await send(measuredRequests);
  const loaded = await service.ask<Measurement>('measure');
  const after = await service.ask<Measurement>('finish');
  return {
    requests: warmup + measuredRequests,
    spansEnded: after.spans?.ended ?? 0,
    spansReceived: receiver.counts().spans,
    spansDropped: after.spans?.dropped,
    lastError: after.spans?.lastError ?? '',
    measuredRequests,
    cpuUs: after.cpuUs - before.cpuUs,
    rssBytes: loaded.rssBytes,
    spans: receiver.spans,
    logs: receiver.logs,
    metrics: receiver.metrics,
  };
}
