import { DiagLogLevel, diag } from '@opentelemetry/api';
import type * as Configuration from '@opentelemetry/configuration';
import type { Resource } from '@opentelemetry/resources';
import type { Instrumentation } from '../instrumentation/instrumentation';
import type { TelemetryPlugin } from '@otel-native/api-bridge';
import { NativeContextManager } from '@otel-native/context-native';
import { useAddonDirectory } from '../packages/addon-directory';
import { showDiagnostics } from '../diagnostics/diagnostics';
import { textOfError } from '../errors';
import { loadOptional } from '../packages/optional-package';
import { stepBackBehindOther, type Starter } from '../running-mark';
import { optionalPackages } from '../packages/optional-packages';
import { RunningSdk } from '../running-sdk';
import type { SdkParts } from '../sdk-parts';
import type { MergeHeaders } from './exporter';
import { configuredLogging } from './logger-provider';
import { configuredMetering } from './meter-provider';
import { configuredPropagator } from './propagator';
import { configuredResource } from './resource';
import { configuredTracing } from './tracer-provider';

type ConfigurationReader = typeof Configuration;

/** Options that a file cannot hold. */
export interface BesideConfigFile {
  instrumentations: () => Instrumentation[];
  plugins?: TelemetryPlugin[] | undefined;
  addonDirectory?: string | undefined;
}

/**
 * Starts what a configuration file describes, as the official `startNodeSdk` does. Reads only the environment variables
 * that the file refers to, and the variables of the OTLP exporters where the file leaves a setting out. Returns
 * undefined if the file says `disabled`, or if it is unusable (then it logs an error through `diag`).
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk/#in-memory-configuration-model
 */
export function startFromConfigFile(
  path: string,
  starter: Starter,
  beside: BesideConfigFile,
): RunningSdk | undefined {
  let model: Configuration.ConfigurationModel;
  let reader: ConfigurationReader;
  try {
    reader = loadConfigurationReader();
    model = reader.parseConfigFile(path);
  } catch (error) {
    showDiagnostics(DiagLogLevel.INFO);
    diag.error(
      `OpenTelemetry is not started, its configuration does not load: ${textOfError(error)}`,
    );
    return undefined;
  }
  if (model.disabled) return undefined;
  showDiagnostics(logLevelOf(model.log_level));
  if (stepBackBehindOther(starter) !== undefined) return undefined;
  try {
    useAddonDirectory(beside.addonDirectory);
    return start(model, reader, starter, beside);
  } catch (error) {
    diag.error(`OpenTelemetry is not started, ${path} cannot be used: ${textOfError(error)}`);
    return undefined;
  }
}

/** @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without the package that reads configuration files */
export function loadConfigurationReader(): ConfigurationReader {
  return loadOptional<ConfigurationReader>('OTEL_CONFIG_FILE', optionalPackages.configuration);
}

function start(
  model: Configuration.ConfigurationModel,
  reader: ConfigurationReader,
  starter: Starter,
  { instrumentations, plugins = [] }: BesideConfigFile,
): RunningSdk {
  const resource = configuredResource(model.resource, reader.mergeResourceAttributesConfig);
  const propagator = configuredPropagator(model.propagator);
  const parts = {
    resource,
    contextManager: new NativeContextManager(),
    propagator,
    ...providersOf(model, resource, reader.mergeHeadersConfig),
  };
  return new RunningSdk({ ...parts, instrumentations: instrumentations(), plugins }, starter);
}

/** If a provider cannot be created, those before it are stopped: nothing else would stop them. */
function providersOf(
  model: Configuration.ConfigurationModel,
  resource: Resource,
  mergeHeaders: MergeHeaders,
): Pick<SdkParts, 'tracing' | 'metering' | 'logging'> {
  const made: { provider: { shutdown(): Promise<void> } }[] = [];
  const keep = <Part extends (typeof made)[number]>(part: Part | undefined): Part | undefined => {
    if (part !== undefined) made.push(part);
    return part;
  };
  try {
    return {
      metering: keep(configuredMetering(model, resource, mergeHeaders)),
      tracing: keep(configuredTracing(model, resource, mergeHeaders)),
      logging: keep(configuredLogging(model, resource, mergeHeaders)),
    };
  } catch (error) {
    for (const { provider } of made) provider.shutdown().catch(() => undefined);
    throw error;
  }
}

/**
 * Levels are `trace`, `debug`, `info`, `warn`, `error` and `fatal`; all but `trace` also exist with the suffixes 2, 3
 * and 4.
 */
function logLevelOf(severity: Configuration.ConfigurationModel['log_level']): DiagLogLevel {
  const level = severity ?? 'info';
  if (level === 'trace') return DiagLogLevel.ALL;
  const levels: Record<string, DiagLogLevel> = {
    trace: DiagLogLevel.VERBOSE,
    debug: DiagLogLevel.DEBUG,
    info: DiagLogLevel.INFO,
    warn: DiagLogLevel.WARN,
    error: DiagLogLevel.ERROR,
    fatal: DiagLogLevel.NONE,
  };
  return levels[level.replace(/[234]$/, '')] ?? DiagLogLevel.INFO;
}
