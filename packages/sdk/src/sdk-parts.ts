import { NativeContextManager } from '@otel-native/context-native';
import { ROOT_CONTEXT, type ContextManager, type TextMapPropagator } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { TelemetryPlugin } from '@otel-native/api-bridge';
import { getBooleanFromEnv, suppressTracing } from '@opentelemetry/core';
import type { NodeSDKConfiguration } from './configuration';
import { propagatorFromEnvironment } from './propagation/propagator';
import { samplerFromEnvironment } from './traces/environment/sampler';
import { spanLimitsFromEnvironment } from './traces/environment/span-limits';
import type { Instrumentation } from './instrumentation/instrumentation';
import type { LogExporterNames } from './logs/environment/log-exporters';
import { createLogging, type Logging } from './logs/logger-provider';
import { createMetering, type Metering } from './metrics/meter-provider';
import { systemMetricsPlugins } from './metrics/system-metrics';
import { createResource } from './resource/resource';
import { destinationsOf } from './traces/destinations';
import { createTracing, type Tracing } from './traces/tracer-provider';

const kSdkMetricsVariable = 'OTEL_NODE_EXPERIMENTAL_SDK_METRICS';
const kOpenSpansVariable = 'OTEL_NATIVE_EXPORT_OPEN_SPANS_AT_EXIT';

/** The parts of an SDK, however it was configured. */
export interface SdkParts {
  resource: Resource;
  contextManager: ContextManager | null;
  propagator: TextMapPropagator | null;
  tracing: Tracing | undefined;
  metering?: Metering | undefined;
  logging?: Logging | undefined;
  instrumentations: Instrumentation[];
  plugins: TelemetryPlugin[];
  /** Most milliseconds that the end of the process waits. Default: from `OTEL_NATIVE_EXIT_TIMEOUT`, or 2,000. */
  exitTimeoutMillis?: number | undefined;
  /** Default: from `OTEL_NATIVE_SIGNALS`, or true. */
  handleSignals?: boolean | undefined;
}

/** Options of {@link partsOf} for the differences between the official ways of starting an SDK. */
export type PartSources = Partial<Pick<SdkParts, 'resource' | 'propagator'>> & {
  exporterNames?: () => string[];
  logExporterNames?: LogExporterNames;
  /** Creates a part, or returns undefined if the part fails and the application should start without it. */
  attempt?: <T>(what: string, make: () => T) => T | undefined;
};

const mustSucceed = <T>(_what: string, make: () => T): T => make();

/**
 * Creates the parts from a checked configuration and the environment.
 * @throws an error with a `code` for an invalid setting; nothing is registered then
 */
export function partsOf(
  configuration: Partial<NodeSDKConfiguration>,
  sources: PartSources = {},
): SdkParts {
  const { contextManager = new NativeContextManager(), idGenerator, batch, spool } = configuration;
  const { resource = withoutTracing(contextManager, () => createResource(configuration)) } =
    sources;
  const { textMapPropagator = sources.propagator } = configuration;
  const { sampler = samplerFromEnvironment() } = configuration;
  const { exportOpenSpansAtExit = getBooleanFromEnv(kOpenSpansVariable) ?? false } = configuration;
  const { attempt = mustSucceed } = sources;
  const plugins = [
    ...(attempt('system metrics', () => systemMetricsPlugins(configuration)) ?? []),
    ...(configuration.plugins ?? []),
  ];
  const metering = attempt('metrics', () => createMetering(configuration, resource));
  const ownMetrics = getBooleanFromEnv(kSdkMetricsVariable) ? metering?.provider : undefined;
  const common = {
    resource,
    ...(ownMetrics && { meterProvider: ownMetrics }),
    spanLimits: {
      ...spanLimitsFromEnvironment(),
      ...configuration.attributeLimits,
      ...configuration.spanLimits,
    },
    ...(sampler && { sampler }),
    ...(idGenerator && { idGenerator }),
    exportOpenSpansAtExit,
    ...(spool && { spool }),
    ...(configuration.onLoss && { onLoss: configuration.onLoss }),
  };
  return {
    resource,
    contextManager,
    propagator: textMapPropagator === undefined ? propagatorFromEnvironment() : textMapPropagator,
    tracing: attempt('traces', () =>
      createTracing(destinationsOf(configuration, sources.exporterNames), common, batch),
    ),
    metering,
    logging: attempt('logs', () =>
      createLogging(configuration, resource, ownMetrics, sources.logExporterNames),
    ),
    instrumentations: configuration.instrumentations?.flat() ?? [],
    plugins,
    exitTimeoutMillis: batch?.exitTimeoutMillis,
    handleSignals: configuration.handleSignals,
  };
}

/**
 * Runs `detect`, and the promises that it starts, without tracing: detectors of clouds and containers make requests.
 * Suppressing tracing works only with a registered context manager.
 */
function withoutTracing<T>(contextManager: ContextManager | null, detect: () => T): T {
  // Leave the application's own context manager alone until all settings are known to be valid.
  if (!(contextManager instanceof NativeContextManager)) return detect();
  return contextManager.enable().with(suppressTracing(ROOT_CONTEXT), detect);
}
