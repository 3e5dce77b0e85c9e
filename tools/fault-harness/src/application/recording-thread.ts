import { DiagLogLevel, diag, logs, metrics, trace, type Tracer } from '@opentelemetry/api';
import { NodeSDK } from '@otel-native/sdk';
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import { contentOf } from '../span-content.ts';
import { LogWork } from './log-work.ts';
import { MetricWork } from './metric-work.ts';
import { kTickMs, type ApplicationSettings, type ThreadReport } from './report.ts';

const say = (message: string) => void writeSync(2, `${message}\n`);

/** A thread that ends spans, emits log records and records metrics with our SDK at a steady rate. */
export class RecordingThread {
  readonly #settings: ApplicationSettings;
  readonly #sdk: NodeSDK;
  readonly #tracer: Tracer;
  readonly #logs: LogWork;
  readonly #metrics: MetricWork;
  readonly #endedIds: string[] = [];

  /** Starts the SDK. */
  constructor(settings: ApplicationSettings) {
    diag.setLogger(
      { error: say, warn: say, info: say, debug: say, verbose: say },
      { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
    );
    this.#settings = settings;
    this.#sdk = new NodeSDK({
      batch: settings.batch,
      autoDetectResources: false,
      systemMetrics: isMainThread && { groups: ['process'] },
    });
    this.#sdk.start();
    this.#tracer = trace.getTracer('fault-harness');
    this.#logs = new LogWork(logs.getLogger('fault-harness'), settings.textBytes);
    this.#metrics = new MetricWork(metrics.getMeter('fault-harness'));
  }

  /** @param onTick gets how long after its time each piece of work was done */
  async work(onTick: (lateMs: number) => void): Promise<void> {
    const { spans, perSecond } = this.#settings;
    const perTick = (perSecond * kTickMs) / 1_000;
    let dueMs = performance.now();
    for (let tick = 1, index = 0; index < spans; tick++) {
      for (; index < Math.min(spans, tick * perTick); index++) this.#endSpan(index);
      onTick(performance.now() - dueMs);
      dueMs += kTickMs;
      await sleep(Math.max(0, dueMs - performance.now()));
    }
  }

  #endSpan(index: number): void {
    const { name, attributes } = contentOf(index, this.#settings.textBytes);
    const span = this.#tracer.startSpan(name, { attributes });
    this.#metrics.record(span);
    this.#logs.emit(span, index);
    span.end();
    this.#endedIds.push(span.spanContext().spanId);
  }

  async flush(): Promise<void> {
    await this.#sdk.forceFlush().catch((error: unknown) => say(String(error)));
  }

  async shutdown(): Promise<void> {
    await this.#sdk.shutdown().catch((error: unknown) => say(String(error)));
  }

  report(): ThreadReport {
    const stats = this.#sdk.stats();
    const logStats = this.#sdk.logStats();
    const metricStats = this.#sdk.metricStats();
    if (stats === undefined || logStats === undefined || metricStats === undefined)
      throw new Error('the native pipelines are not in use');
    const { recorded, observed } = this.#metrics;
    const hasEventLoop = this.#settings.ending !== 'exit';
    return {
      endedIds: this.#endedIds,
      recorded: hasEventLoop ? { ...recorded, ...observed } : recorded,
      stats,
      logStats,
      metricStats,
    };
  }
}
