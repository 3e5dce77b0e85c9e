import type { Attributes, TextMapPropagator } from '@opentelemetry/api';
import type {
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
  Sampler,
  SpanLimits,
  SpanProcessor,
} from '@otel-native/native-core';
import type {
  LoggerConfigurator,
  LogRecordLimits,
  LogRecordProcessor,
} from '@otel-native/native-core/logs';
import type { ViewOptions } from '@otel-native/native-core/metrics';
import type { MetricReader } from './configuration';
import type { Instrumentation } from './instrumentation/instrumentation';

/**
 * Options of `startNodeSdk`: those of the official function of that name for traces, and ours. With `OTEL_CONFIG_FILE`
 * only `instrumentations`, `plugins` and `addonDirectory` apply; the file defines the rest.
 */
export interface StartSdkOptions {
  /** Instrumentations, which receive the providers. Default: none. */
  instrumentations?: (Instrumentation | Instrumentation[])[];
  /** `all`, `verbose`, `debug`, `info`, `warn`, `error` or `none`. Default: `OTEL_LOG_LEVEL`, or `info`. */
  logLevel?: string;
  /** Propagators, used together; an empty array registers none. Default: from `OTEL_PROPAGATORS`. */
  propagators?: TextMapPropagator[];
  /** Override attributes from every other source. */
  resourceAttributes?: Attributes;
  /** An empty array detects nothing. Default: from `OTEL_NODE_RESOURCE_DETECTORS`, or service, host and process. */
  resourceDetectors?: ResourceDetector[] | null;
  /** The attributes that every other attribute overrides. Default: the SDK and this distribution (`telemetry.*`). */
  baseResource?: Resource;
  /** Processors that receive every recording span. If given, spans are exported only through them and `exporter`. */
  spanProcessors?: SpanProcessor[];
  /** Default: from `OTEL_TRACES_SAMPLER`. */
  sampler?: Sampler;
  /**
   * Levels, elements and bytes of one attribute value, for the native providers of all signals. Merged over the limits from the environment;
   * `spanLimits` and `logRecordLimits` are merged over it. Defaults: 64 levels, 262,144 elements, 15 MiB.
   */
  attributeLimits?: AttributeValueLimits;
  /** Merged over `attributeLimits` and the limits from the environment. */
  spanLimits?: SpanLimits;
  /** Receives spans from the native threads. Default: from `OTEL_TRACES_EXPORTER`. */
  exporter?: NativeExporter | OtlpSink;
  /** How spans are batched for `exporter`. Merged over the `OTEL_BSP_*` variables. */
  batch?: BatchOptions;
  /**
   * Whether to end and export spans that are still open when the process exits, or before a signal that the SDK
   * handles. They get the attribute `otel_native.unfinished`. Default: from `OTEL_NATIVE_EXPORT_OPEN_SPANS_AT_EXIT`, or
   * false.
   */
  exportOpenSpansAtExit?: boolean;
  /**
   * Whether SIGTERM, SIGINT and SIGHUP wait for a last flush before they end the process. A signal that the application
   * listens for is left to the application. Default: from `OTEL_NATIVE_SIGNALS` (`all` or `none`), or true.
   */
  handleSignals?: boolean;
  /** Readers of the official SDK. Default: from `OTEL_METRICS_EXPORTER`. */
  metricReaders?: MetricReader[];
  /**
   * Processors that receive every log record. If given, log records are exported only through them. An empty list
   * switches logs off. Default: from `OTEL_LOGS_EXPORTER`; OTLP goes through the native threads.
   */
  logRecordProcessors?: LogRecordProcessor[];
  /** Merged over `attributeLimits` and the limits from the environment. */
  logRecordLimits?: LogRecordLimits;
  /** Returns what each logger emits. Default: everything. */
  loggerConfigurator?: LoggerConfigurator;
  /** How measurements of matching instruments are aggregated. Default: by the kind of the instrument. */
  views?: ViewOptions[];
  /** Reports metrics of process, container and runtime. Default: from `OTEL_NATIVE_SYSTEM_METRICS`, or false. */
  systemMetrics?: boolean | SystemMetricsOptions;
  /** The folder with the native addons. Default: from `OTEL_NATIVE_ADDON_DIR`, or the folder of each package. */
  addonDirectory?: string;
  /** Sources of telemetry that start and stop with the SDK. Default: none. */
  plugins?: TelemetryPlugin[];
}

/** A started SDK. */
export interface NodeSdk {
  /** Stops the plug-ins, exports what is left, then shuts down the providers. Further calls return the same promise. */
  shutdown(): Promise<void>;
}
