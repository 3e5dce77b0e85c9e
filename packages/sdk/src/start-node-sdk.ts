import { diag, type DiagLogLevel, type TextMapPropagator } from '@opentelemetry/api';
import {
  CompositePropagator,
  diagLogLevelFromString,
  getBooleanFromEnv,
  getStringFromEnv,
} from '@opentelemetry/core';
import { checkedStartOptions } from './check-configuration';
import { useAddonDirectory } from './packages/addon-directory';
import type { NodeSDKConfiguration } from './configuration';
import { startFromConfigFile } from './config-file/start-from-config-file';
import { textOfError } from './errors';
import { showDiagnostics } from './diagnostics/diagnostics';
import { warnOfUnknownVariables } from './environment/unknown-variables';
import { logExportersOfStart } from './logs/environment/log-exporters';
import { traceExportersOfStart } from './traces/environment/trace-exporters';
import { startResource } from './resource/start-resource';
import { stepBackBehindOther } from './running-mark';
import { RunningSdk } from './running-sdk';
import { partsOf, type PartSources } from './sdk-parts';
import type { NodeSdk, StartSdkOptions } from './start-options';

const kNoSdk: NodeSdk = { shutdown: () => Promise.resolve() };

/**
 * Starts OpenTelemetry like the official function of this name: from the file that `OTEL_CONFIG_FILE` names, else from
 * options and the `OTEL_*` environment variables. Never throws: logs errors through `diag` and starts nothing then.
 * Diagnostics go to stderr.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk/
 */
export function startNodeSdk(options: StartSdkOptions = {}): NodeSdk {
  const configFile = getStringFromEnv('OTEL_CONFIG_FILE');
  // A configuration file has its own `disabled` setting.
  if (configFile === undefined && getBooleanFromEnv('OTEL_SDK_DISABLED')) return kNoSdk;
  showDiagnostics(logLevelOf(options));
  const running = attempt(() => start(checkedStartOptions(options), configFile));
  if (running === undefined) return kNoSdk;
  warnOfUnknownVariables();
  return { shutdown: () => running.shutdown() };
}

/**
 * The former name of `startNodeSdk`.
 * @deprecated use {@link startNodeSdk}
 */
export const startNodeSDK: typeof startNodeSdk = startNodeSdk;

/** Returns undefined and logs an error through `diag` if `make` throws. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    diag.error(`OpenTelemetry is not started: ${textOfError(error)}`);
    return undefined;
  }
}

function start(options: StartSdkOptions, configFile: string | undefined): RunningSdk | undefined {
  if (configFile !== undefined) {
    const instrumentations = () => options.instrumentations?.flat() ?? [];
    const { plugins, addonDirectory } = options;
    const beside = { instrumentations, plugins, addonDirectory };
    return startFromConfigFile(configFile, 'startNodeSdk()', beside);
  }
  if (stepBackBehindOther('startNodeSdk()') !== undefined) return undefined;
  useAddonDirectory(options.addonDirectory);
  return new RunningSdk(partsOf(configurationOf(options), sourcesOf(options)), 'startNodeSdk()');
}

/** Called before the options are checked, since the check logs warnings. */
function logLevelOf(options: StartSdkOptions): DiagLogLevel {
  let level: unknown;
  try {
    level = options.logLevel;
  } catch {
    // The check of the options reports it.
  }
  const name = typeof level === 'string' ? level : getStringFromEnv('OTEL_LOG_LEVEL');
  return diagLogLevelFromString(name ?? 'info')!;
}

/** The options that both ways of starting share. */
function configurationOf(options: StartSdkOptions): Partial<NodeSDKConfiguration> {
  const { instrumentations, spanProcessors, sampler, spanLimits, exporter, batch, plugins } =
    options;
  const { attributeLimits, logRecordProcessors, logRecordLimits, loggerConfigurator } = options;
  const { exportOpenSpansAtExit, metricReaders, views, systemMetrics, handleSignals } = options;
  const common = {
    instrumentations,
    spanProcessors,
    sampler,
    attributeLimits,
    spanLimits,
    exporter,
    batch,
    plugins,
    exportOpenSpansAtExit,
    logRecordProcessors,
    logRecordLimits,
    loggerConfigurator,
    metricReaders,
    views,
    systemMetrics,
    handleSignals,
  };
  const given = Object.entries(common).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

function sourcesOf(options: StartSdkOptions): PartSources {
  const sources: PartSources = {
    resource: startResource(options),
    exporterNames: traceExportersOfStart,
    logExporterNames: logExportersOfStart,
  };
  const { propagators } = options;
  return propagators === undefined ? sources : { ...sources, propagator: compositeOf(propagators) };
}

function compositeOf(propagators: TextMapPropagator[]): TextMapPropagator | null {
  if (propagators.length <= 1) return propagators[0] ?? null;
  return new CompositePropagator({ propagators });
}
