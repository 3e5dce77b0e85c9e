import type { Attributes, TextMapPropagator } from '@opentelemetry/api';
import type {
  NativeExporter,
  OtlpSink,
  Resource,
  ResourceDetector,
  TelemetryPlugin,
} from '@otel-native/api-bridge';
import type { SystemMetricsOptions } from '@otel-native/metrics-system';
import type { BatchOptions, Sampler, SpanLimits, SpanProcessor } from '@otel-native/native-core';
import type { ViewOptions } from '@otel-native/native-core/metrics';
import type { MetricReader } from './configuration';
import type { Instrumentation } from './instrumentation/instrumentation';

/**
 * What `startNodeSdk` takes: the options of the official function of that name for traces, and ours. With
 * `OTEL_CONFIG_FILE` only `instrumentations`, `plugins` and `addonDirectory` count; the file says the rest.
 */
export interface StartSdkOptions {
  /** Instrumentations that get the providers. Default: none. */
  instrumentations?: (Instrumentation | Instrumentation[])[];
  /** `all`, `verbose`, `debug`, `info`, `warn`, `error` or `none`. Default: `OTEL_LOG_LEVEL`, or `info`. */
  logLevel?: string;
  /** Used together; an empty array registers none. Default: as `OTEL_PROPAGATORS` says. */
  propagators?: TextMapPropagator[];
  /** Win over attributes from every other source. */
  resourceAttributes?: Attributes;
  /** An empty array detects nothing. Default: as `OTEL_NODE_RESOURCE_DETECTORS` says: service, host and process. */
  resourceDetectors?: ResourceDetector[] | null;
  /** What every other attribute is merged over. Default: the SDK and this distribution (`telemetry.*`). */
  baseResource?: Resource;
  /** Processors that see every recording span. With them, nothing is exported unless `exporter` is there too. */
  spanProcessors?: SpanProcessor[];
  /** Default: as `OTEL_TRACES_SAMPLER` says. */
  sampler?: Sampler;
  /** Merged over the limits of the environment. */
  spanLimits?: SpanLimits;
  /** Where spans go through the native threads. Default: as `OTEL_TRACES_EXPORTER` says. */
  exporter?: NativeExporter | OtlpSink;
  /** How spans are batched on their way to `exporter`; merged over `OTEL_BSP_*`. */
  batch?: BatchOptions;
  /**
   * Whether spans that are still open at an exit of the process, or before a signal that the SDK handles, are ended
   * then and exported, with the attribute `otel_native.unfinished`. Default: as `OTEL_NATIVE_EXPORT_OPEN_SPANS_AT_EXIT`
   * says, or false.
   */
  exportOpenSpansAtExit?: boolean;
  /**
   * Whether SIGTERM, SIGINT and SIGHUP wait for a last flush before they end the process; not where the application listens
   * for them. Default: as `OTEL_NATIVE_SIGNALS` says (`all` or `none`), or true.
   */
  handleSignals?: boolean;
  /** Readers of the official SDK. Default: as `OTEL_METRICS_EXPORTER` says. */
  metricReaders?: MetricReader[];
  /** What becomes of the measurements of some instruments. Default: as their kinds have it. */
  views?: ViewOptions[];
  /** Metrics of process, container and runtime. Default: as `OTEL_NATIVE_SYSTEM_METRICS` says, or false. */
  systemMetrics?: boolean | SystemMetricsOptions;
  /** The folder with the native addons. Default: as `OTEL_NATIVE_ADDON_DIR` says, else beside each package. */
  addonDirectory?: string;
  /** Sources of telemetry that start and stop with the SDK. Default: none. */
  plugins?: TelemetryPlugin[];
}

/** A started SDK. */
export interface NodeSdk {
  /** Stops the plug-ins, sends what is left and ends the provider. Further calls give the same promise. */
  shutdown(): Promise<void>;
}
