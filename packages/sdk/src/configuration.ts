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
  AttributeValueLimits,
  BatchOptions,
  IdGenerator,
  ReadableSpan,
  Sampler,
  SpanLimits,
  SpanProcessor,
  SpoolOptions,
} from '@otel-native/native-core';
import type {
  LoggerConfigurator,
  LogRecordLimits,
  LogRecordProcessor,
} from '@otel-native/native-core/logs';
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
 * Options of a `NodeSDK`. Names and meanings are those of `@opentelemetry/sdk-node`. Options left out come from the
 * `OTEL_*` environment variables, then from the defaults.
 */
export interface NodeSDKConfiguration {
  /** Whether resource detectors run. Default: true. */
  autoDetectResources: boolean;
  /** Default: `NativeContextManager`. Null registers none. */
  contextManager: ContextManager | null;
  /** Default: from `OTEL_PROPAGATORS`. Null registers none. */
  textMapPropagator: TextMapPropagator | null;
  /** Instrumentations, which receive the providers. Default: none. */
  instrumentations: (Instrumentation | Instrumentation[])[];
  /**
   * The source of the telemetry. Detected attributes override it. Default: the SDK and this distribution
   * (`telemetry.*`).
   */
  resource: Resource;
  /** Default: from `OTEL_NODE_RESOURCE_DETECTORS`. */
  resourceDetectors: ResourceDetector[];
  /** Default: from `OTEL_TRACES_SAMPLER`. */
  sampler: Sampler;
  /** Overrides `OTEL_SERVICE_NAME` and every detector. */
  serviceName: string;
  /** Processors that receive every recording span. If given, spans are exported only through them and `exporter`. */
  spanProcessors: SpanProcessor[];
  /**
   * An exporter of the official SDK, used with the official `BatchSpanProcessor`. Needs `@opentelemetry/sdk-trace` and
   * runs on the JavaScript thread. Ignored if `spanProcessors` is given.
   */
  traceExporter: SpanExporter;
  /**
   * Levels, elements and bytes of one attribute value, for the native providers of all signals. Merged over the limits from the environment;
   * `spanLimits` and `logRecordLimits` are merged over it. Defaults: 64 levels, 262,144 elements, 15 MiB.
   */
  attributeLimits: AttributeValueLimits;
  /** Merged over `attributeLimits` and the limits from the environment. */
  spanLimits: SpanLimits;
  /** Default: random ids. */
  idGenerator: IdGenerator;
  /** Receives spans from the native threads. Default: from `OTEL_TRACES_EXPORTER`. */
  exporter: NativeExporter | OtlpSink;
  /** How spans are batched for `exporter`. Merged over the `OTEL_BSP_*` variables. */
  batch: BatchOptions;
  /**
   * Whether to end and export spans that are still open when the process exits, or before a signal that the SDK
   * handles. They get the attribute `otel_native.unfinished`. Default: from `OTEL_NATIVE_EXPORT_OPEN_SPANS_AT_EXIT`, or
   * false.
   */
  exportOpenSpansAtExit: boolean;
  /**
   * Whether SIGTERM, SIGINT and SIGHUP wait for a last flush before they end the process. A signal that the application
   * listens for is left to the application. Default: from `OTEL_NATIVE_SIGNALS` (`all` or `none`), or true.
   */
  handleSignals: boolean;
  /**
   * Called for each loss, with signal, cause, count and message. Default: none. The first loss of each cause is also
   * logged through `diag`.
   */
  onLoss: LossListener;
  /**
   * Keeps spans and log records in a folder until their exporter has accepted or refused them. Default: from `OTEL_NATIVE_SPOOL_DIR`, or
   * none.
   */
  spool: SpoolOptions;
  /**
   * Readers of the official SDK, which need `@opentelemetry/sdk-metrics` and run on the JavaScript thread. An empty
   * list switches metrics off. Default: from `OTEL_METRICS_EXPORTER`; OTLP goes through the native threads.
   */
  metricReaders: MetricReader[];
  /**
   * Processors that receive every log record. If given, log records are exported only through them. An empty list
   * switches logs off. Default: from `OTEL_LOGS_EXPORTER`; OTLP goes through the native threads.
   */
  logRecordProcessors: LogRecordProcessor[];
  /** Merged over `attributeLimits` and the limits from the environment. */
  logRecordLimits: LogRecordLimits;
  /** Returns what each logger emits. Default: everything. */
  loggerConfigurator: LoggerConfigurator;
  /** How measurements of matching instruments are aggregated. Default: by the kind of the instrument. */
  views: ViewOptions[];
  /**
   * Reports metrics of process, container and runtime (`@otel-native/metrics-system`). True selects the default groups,
   * an object sets options. Default: from `OTEL_NATIVE_SYSTEM_METRICS`, or false.
   */
  systemMetrics: boolean | SystemMetricsOptions;
  /**
   * The folder with the native addons, for applications that ship them outside `node_modules`, such as bundles and
   * single executables. It holds the files of the packages' `prebuilds/<platform>/`. Applies to the whole thread, and
   * only before the first addon is loaded. Default: from `OTEL_NATIVE_ADDON_DIR`, or the folder of each package.
   */
  addonDirectory: string;
  /** Sources of telemetry that start and stop with the SDK. Default: none. */
  plugins: TelemetryPlugin[];
}
