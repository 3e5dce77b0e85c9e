import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  context,
  type LoggerProvider,
  type MeterProvider,
  type TracerProvider,
} from '@opentelemetry/api';
import {
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import * as officialLogs from '@opentelemetry/sdk-logs';
import * as officialMetrics from '@opentelemetry/sdk-metrics';
import * as officialTrace from '@opentelemetry/sdk-trace';
import type { OtlpSink } from '@otel-native/api-bridge';
import * as native from '@otel-native/native-core';
import * as nativeLogs from '@otel-native/native-core/logs';
import * as nativeMetrics from '@otel-native/native-core/metrics';
import { decodeLogs, decodeSpans, type ReceivedLog, type ReceivedSpan } from 'otlp-receiver';
import { decodeMetrics, type Point } from './decode-metrics';

/** What an SDK has sent, decoded from OTLP. */
export interface Sent {
  readonly spans: ReceivedSpan[];
  readonly points: Point[];
  readonly logs: ReceivedLog[];
}

/** The providers of one SDK, and what they send. */
export interface Telemetry {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  readonly loggerProvider: LoggerProvider;
  /** Returns what was sent since the last time. */
  collect(): Promise<Sent>;
  shutdown(): Promise<void>;
}

export interface TelemetryOptions {
  readonly sampler?: officialTrace.Sampler;
}

export const sdkNames = ['official', 'native'] as const;
export type SdkName = (typeof sdkNames)[number];

export function startTelemetry(name: SdkName, options: TelemetryOptions = {}): Telemetry {
  return name === 'official' ? startOfficial(options) : startNative(options);
}

/** Contexts of all tests, as an SDK registers them. */
export function useContexts(): void {
  context.disable();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
}

class Reader extends officialMetrics.MetricReader {
  protected async onShutdown(): Promise<void> {}
  protected async onForceFlush(): Promise<void> {}
}

function startOfficial({ sampler }: TelemetryOptions): Telemetry {
  const spanExporter = new officialTrace.InMemorySpanExporter();
  const logExporter = new officialLogs.InMemoryLogRecordExporter();
  const reader = new Reader();
  const tracerProvider = new officialTrace.TracerProvider({
    ...(sampler === undefined ? {} : { sampler }),
    spanProcessors: [new officialTrace.SimpleSpanProcessor({ exporter: spanExporter })],
  });
  const meterProvider = new officialMetrics.MeterProvider({ readers: [reader] });
  const loggerProvider = new officialLogs.LoggerProvider({
    processors: [new officialLogs.SimpleLogRecordProcessor({ exporter: logExporter })],
  });
  return {
    tracerProvider,
    meterProvider,
    loggerProvider,
    async collect() {
      await tracerProvider.forceFlush();
      await loggerProvider.forceFlush();
      const spans = spanExporter.getFinishedSpans();
      const logs = logExporter.getFinishedLogRecords();
      const { resourceMetrics } = await reader.collect();
      const sent = {
        // One by one, as they ended: a request groups them by scope, and spans of one millisecond have one start.
        spans: spans.flatMap((span) =>
          decodeSpans(ProtobufTraceSerializer.serializeRequest([span])!),
        ),
        logs: logs.length === 0 ? [] : decodeLogs(ProtobufLogsSerializer.serializeRequest(logs)!),
        points: decodeMetrics(ProtobufMetricsSerializer.serializeRequest(resourceMetrics)!),
      };
      spanExporter.reset();
      logExporter.reset();
      return sent;
    },
    async shutdown() {
      await Promise.all([
        tracerProvider.shutdown(),
        meterProvider.shutdown(),
        loggerProvider.shutdown(),
      ]);
    },
  };
}

/** Never comes: what is exported, a test asks for. */
const kNeverMillis = 3_600_000;

function startNative({ sampler }: TelemetryOptions): Telemetry {
  const [traces, metrics, logs] = [new Collected(), new Collected(), new Collected()];
  const tracerProvider = new native.TracerProvider({
    exporter: traces.sink,
    ...(sampler === undefined ? {} : { sampler }),
  });
  const meterProvider = new nativeMetrics.MeterProvider({
    exporter: metrics.sink,
    export: { intervalMillis: kNeverMillis },
  });
  const loggerProvider = new nativeLogs.LoggerProvider({ exporter: logs.sink });
  const providers = [tracerProvider, meterProvider, loggerProvider];
  return {
    tracerProvider,
    meterProvider,
    loggerProvider,
    async collect() {
      await Promise.all(providers.map((provider) => provider.forceFlush()));
      return {
        spans: traces.take().flatMap(decodeSpans),
        points: metrics.take().flatMap(decodeMetrics),
        logs: logs.take().flatMap(decodeLogs),
      };
    },
    async shutdown() {
      await Promise.all(providers.map((provider) => provider.shutdown()));
    },
  };
}

class Collected {
  readonly #requests: Uint8Array[] = [];
  readonly sink: OtlpSink = {
    name: 'test',
    exportOtlp: async ({ bytes }) => {
      this.#requests.push(bytes);
      return { status: 'ok' };
    },
    shutdown: async () => {},
  };

  take(): Uint8Array[] {
    return this.#requests.splice(0);
  }
}
