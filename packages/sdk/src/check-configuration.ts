import { optionKinds } from '@otel-native/native-core';
import { kinds, readOptions, type OptionKind, type OptionTable } from 'option-check';
import type { NodeSDKConfiguration } from './configuration';
import type { StartSdkOptions } from './start-options';

const detector = kinds.withMethods('a ResourceDetector', 'detect');
const propagator = kinds.withMethods('a TextMapPropagator', 'inject', 'extract');
const plugin = kinds.withMethods('a TelemetryPlugin', 'start');
const logRecordProcessor = kinds.withMethods('a LogRecordProcessor', 'onEmit');
const reader = kinds.withMethods('a MetricReader', 'forceFlush', 'shutdown');

/** The part that is made from these options checks them. */
const anyObject: OptionKind = {
  expected: 'an object of options',
  accepts: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** Options that both ways of starting take. */
const common = {
  addonDirectory: kinds.anything,
  attributeLimits: optionKinds.attributeLimits,
  batch: optionKinds.batch,
  exporter: optionKinds.exporter,
  exportOpenSpansAtExit: kinds.boolean,
  handleSignals: kinds.boolean,
  instrumentations: kinds.list(),
  loggerConfigurator: kinds.hook,
  logRecordLimits: optionKinds.logRecordLimits,
  logRecordProcessors: kinds.list(logRecordProcessor),
  metricReaders: kinds.list(reader),
  plugins: kinds.list(plugin),
  sampler: optionKinds.sampler,
  spanLimits: optionKinds.spanLimits,
  spanProcessors: optionKinds.spanProcessors,
  systemMetrics: kinds.either(kinds.boolean, anyObject),
  views: optionKinds.views,
} as const satisfies Partial<OptionTable<NodeSDKConfiguration & StartSdkOptions>>;

const nodeSdkKinds = {
  ...common,
  autoDetectResources: kinds.boolean,
  contextManager: kinds.orNull(kinds.withMethods('a ContextManager', 'active', 'enable')),
  idGenerator: optionKinds.idGenerator,
  onLoss: kinds.hook,
  resource: optionKinds.resource,
  resourceDetectors: kinds.list(detector),
  serviceName: kinds.text,
  spool: optionKinds.spool,
  textMapPropagator: kinds.orNull(propagator),
  traceExporter: kinds.withMethods('a SpanExporter', 'export'),
} as const satisfies OptionTable<NodeSDKConfiguration>;

const startKinds = {
  ...common,
  baseResource: optionKinds.resource,
  logLevel: kinds.text,
  propagators: kinds.list(propagator),
  resourceAttributes: anyObject,
  resourceDetectors: kinds.orNull(kinds.list(detector)),
} as const satisfies OptionTable<StartSdkOptions>;

/**
 * Returns a copy of the options of `NodeSDK`. Warns of unknown options.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` with the option's name and value
 */
export function checkedConfiguration(
  configuration: Partial<NodeSDKConfiguration>,
): Partial<NodeSDKConfiguration> {
  return readOptions<Partial<NodeSDKConfiguration>>(configuration, nodeSdkKinds);
}

/** The same for the options of `startNodeSdk`. */
export function checkedStartOptions(options: StartSdkOptions): StartSdkOptions {
  return readOptions<StartSdkOptions>(options, startKinds);
}
