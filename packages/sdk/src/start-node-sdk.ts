import { diag, type TextMapPropagator } from '@opentelemetry/api';
import {
  CompositePropagator,
  diagLogLevelFromString,
  getBooleanFromEnv,
  getStringFromEnv,
} from '@opentelemetry/core';
import { useAddonDirectory } from './packages/addon-directory';
import type { NodeSDKConfiguration } from './configuration';
import { startFromConfigFile } from './config-file/start-from-config-file';
import { textOfError } from './errors';
import { showDiagnostics } from './diagnostics/diagnostics';
import { warnOfUnknownVariables } from './environment/unknown-variables';
import { traceExportersOfStart } from './traces/environment/trace-exporters';
import { startResource } from './resource/start-resource';
import { stepBackBehindOther } from './running-mark';
import { RunningSdk } from './running-sdk';
import { partsOf, type PartSources } from './sdk-parts';
import type { NodeSdk, StartSdkOptions } from './start-options';

const kNoSdk: NodeSdk = { shutdown: () => Promise.resolve() };

/**
 * Starts OpenTelemetry as the official function of this name does: from the file that `OTEL_CONFIG_FILE` names, else from
 * options and the `OTEL_*` environment variables. Never throws: reports what is wrong through `diag`, and
 * starts nothing then. Diagnostics go to stderr.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk/
 */
export function startNodeSdk(options: StartSdkOptions = {}): NodeSdk {
  const configFile = getStringFromEnv('OTEL_CONFIG_FILE');
  const running =
    configFile === undefined
      ? startFromOptions(options)
      : startFromConfigFile(configFile, 'startNodeSdk()', {
          instrumentations: () => options.instrumentations?.flat() ?? [],
          plugins: options.plugins,
          addonDirectory: options.addonDirectory,
        });
  if (running === undefined) return kNoSdk;
  warnOfUnknownVariables();
  return { shutdown: () => running.shutdown() };
}

/**
 * The name that `startNodeSdk` had first.
 * @deprecated use {@link startNodeSdk}
 */
export const startNodeSDK: typeof startNodeSdk = startNodeSdk;

function startFromOptions(options: StartSdkOptions): RunningSdk | undefined {
  if (getBooleanFromEnv('OTEL_SDK_DISABLED')) return undefined;
  const level = options.logLevel ?? getStringFromEnv('OTEL_LOG_LEVEL') ?? 'info';
  showDiagnostics(diagLogLevelFromString(level));
  if (stepBackBehindOther('startNodeSdk()') !== undefined) return undefined;
  try {
    useAddonDirectory(options.addonDirectory);
    return new RunningSdk(partsOf(configurationOf(options), sourcesOf(options)), 'startNodeSdk()');
  } catch (error) {
    diag.error(`OpenTelemetry is not started: ${textOfError(error)}`);
    return undefined;
  }
}

/** The options that both ways of starting have. */
function configurationOf(options: StartSdkOptions): Partial<NodeSDKConfiguration> {
  const { instrumentations, spanProcessors, sampler, spanLimits, exporter, batch, plugins } =
    options;
  const { exportOpenSpansAtExit, metricReaders, views, systemMetrics, handleSignals } = options;
  const common = {
    instrumentations,
    spanProcessors,
    sampler,
    spanLimits,
    exporter,
    batch,
    plugins,
    exportOpenSpansAtExit,
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
  };
  const { propagators } = options;
  return propagators === undefined ? sources : { ...sources, propagator: compositeOf(propagators) };
}

function compositeOf(propagators: TextMapPropagator[]): TextMapPropagator | null {
  if (!Array.isArray(propagators)) throw new TypeError('propagators is no array');
  if (propagators.length <= 1) return propagators[0] ?? null;
  return new CompositePropagator({ propagators });
}
