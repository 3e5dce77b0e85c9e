import type { ContextManager, TextMapPropagator } from '@opentelemetry/api';
import type {
  LossListener,
  NativeExporter,
  OtlpSink,
  Resource,
  ResourceDetector,
  TelemetryPlugin,
} from '@otel-native/api-bridge';
import type { SystemMetricsOptions } from '@otel-native/metrics-system';
import type {
  BatchOptions,
  IdGenerator,
  ReadableSpan,
  Sampler,
  SpanLimits,
  SpanProcessor,
  SpoolOptions,
} from '@otel-native/native-core';
import type { ViewOptions } from '@otel-native/native-core/metrics';
import type { Instrumentation } from './instrumentation/instrumentation';

/** The result of an export: `ExportResult` of `@opentelemetry/core`. */
export interface ExportResult {
  /** 0: success, 1: failure. */
  code: number;
  /** Why the export failed. Default: none. */
  error?: Error;
}

/**
 * An exporter of the official SDK: it receives spans as JavaScript objects.
 * https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-exporter
 */
export interface SpanExporter {
  /** Exports ended spans, and calls `resultCallback` once with the result. */
  export(spans: ReadableSpan[], resultCallback: (result: ExportResult) => void): void;
  /** Releases the exporter. Called once, when the last spans were exported. */
  shutdown(): Promise<void>;
  /** Resolves when all spans passed to `export` are exported. */
  forceFlush?(): Promise<void>;
}

/**
 * A reader of the official SDK, such as its `PeriodicExportingMetricReader`.
 * https://opentelemetry.io/docs/specs/otel/metrics/sdk/#metricreader
 */
export interface MetricReader {
  /** Collects a last time, exports, and releases the reader. */
  shutdown(): Promise<void>;
  /** Collects now, and resolves when the metrics are exported. */
  forceFlush(): Promise<void>;
}

/**
 * What a `NodeSDK` is made of. Options have the names and meanings of `@opentelemetry/sdk-node`; what is left out is
 * taken from the `OTEL_*` environment variables, then from the defaults.
 */
export interface NodeSDKConfiguration {
  /** Whether resource detectors run. Default: true. */
  autoDetectResources: boolean;
  /** Default: `NativeContextManager`. With null none is registered. */
  contextManager: ContextManager | null;
  /** Default: as `OTEL_PROPAGATORS` says. With null none is registered. */
  textMapPropagator: TextMapPropagator | null;
  /** Instrumentations that get the providers. Default: none. */
  instrumentations: (Instrumentation | Instrumentation[])[];
  /** What the telemetry comes from. Default: the SDK and this distribution (`telemetry.*`). Detected attributes are merged over it. */
  resource: Resource;
  /** Default: as `OTEL_NODE_RESOURCE_DETECTORS` says. */
  resourceDetectors: ResourceDetector[];
  /** Default: as `OTEL_TRACES_SAMPLER` says. */
  sampler: Sampler;
  /** Wins over `OTEL_SERVICE_NAME` and every detector. */
  serviceName: string;
  /** Processors that see every recording span. With them, nothing is exported unless `exporter` is there too. */
  spanProcessors: SpanProcessor[];
  /**
   * An exporter of the official SDK, behind the official `BatchSpanProcessor`. It needs `@opentelemetry/sdk-trace` and works on
   * the JavaScript thread. Ignored beside `spanProcessors`.
   */
  traceExporter: SpanExporter;
  /** Merged over the limits of the environment. */
  spanLimits: SpanLimits;
  /** Default: random ids. */
  idGenerator: IdGenerator;
  /** Where spans go through the native threads. Default: as `OTEL_TRACES_EXPORTER` says. */
  exporter: NativeExporter | OtlpSink;
  /** How spans are batched on their way to `exporter`; merged over `OTEL_BSP_*`. */
  batch: BatchOptions;
  /**
   * Whether spans that are still open at an exit of the process, or before a signal that the SDK handles, are ended
   * then and exported, with the attribute `otel_native.unfinished`. Default: as `OTEL_NATIVE_EXPORT_OPEN_SPANS_AT_EXIT`
   * says, or false.
   */
  exportOpenSpansAtExit: boolean;
  /**
   * Whether SIGTERM, SIGINT and SIGHUP wait for a last flush before they end the process; not where the application listens
   * for them. Default: as `OTEL_NATIVE_SIGNALS` says (`all` or `none`), or true.
   */
  handleSignals: boolean;
  /** Called for each loss, with signal, cause, count and message. Default: none; the first loss of each cause is logged. */
  onLoss: LossListener;
  /** Keeps spans in a folder until `exporter` answered for them. Default: as `OTEL_NATIVE_SPOOL_DIR` says, else none. */
  spool: SpoolOptions;
  /**
   * Readers of the official SDK. They need `@opentelemetry/sdk-metrics` and work on the JavaScript thread. With an empty list
   * no metrics are recorded. Default: as `OTEL_METRICS_EXPORTER` says, through the native
   * threads where that is OTLP.
   */
  metricReaders: MetricReader[];
  /** What becomes of the measurements of some instruments. Default: as their kinds have it. */
  views: ViewOptions[];
  /**
   * Metrics of process, container and runtime, or of what the options say (`@otel-native/metrics-system`). Default: as
   * `OTEL_NATIVE_SYSTEM_METRICS` says, or false.
   */
  systemMetrics: boolean | SystemMetricsOptions;
  /**
   * The folder with the native addons, for applications that carry them outside of `node_modules`: bundles, single
   * executables. It holds the files of the packages' `prebuilds/<platform>/`. It counts for the whole thread, before the
   * first addon is loaded. Default: as `OTEL_NATIVE_ADDON_DIR` says, else beside each package.
   */
  addonDirectory: string;
  /** Sources of telemetry that start and stop with the SDK. Default: none. */
  plugins: TelemetryPlugin[];
}
