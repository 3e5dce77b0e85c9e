/**
 * The preload: `node --import @otel-native/sdk/register app.js`, or `--require`. Configured by `OTEL_*`. Built as CommonJS alone: what is
 * loaded on demand is CommonJS too, so that a process has one copy of the API and not one of each format.
 */
import { diag } from '@opentelemetry/api';
import { getBooleanFromEnv, getStringFromEnv } from '@opentelemetry/core';
import { announce } from './diagnostics/announce';
import { startFromConfigFile } from './config-file/start-from-config-file';
import { showDiagnosticsAsEnvironmentSays } from './diagnostics/diagnostics';
import { warnOfUnknownVariables } from './environment/unknown-variables';
import { packageErrorCode, textOfError } from './errors';
import {
  autoInstrumentations,
  type AutoInstrumentations,
} from './instrumentation/auto-instrumentations';
import {
  logBridgesFromEnvironment,
  officialCounterparts,
} from './instrumentation/log-bridge-names';
import { startLogBridges } from './instrumentation/log-bridges';
import { stepBackBehindOther } from './running-mark';
import { RunningSdk } from './running-sdk';
import { partsOf } from './sdk-parts';

const kStarter = 'the preload';

try {
  start();
} catch (error) {
  diag.error(`OpenTelemetry is not started: ${textOfError(error)}`);
}

function start(): void {
  const configFile = getStringFromEnv('OTEL_CONFIG_FILE');
  // A configuration file has its own `disabled` setting.
  if (configFile === undefined && getBooleanFromEnv('OTEL_SDK_DISABLED')) return;
  showDiagnosticsAsEnvironmentSays();
  const bridges = logBridgesFromEnvironment();
  const instrumentations = () => autoInstrumentations(officialCounterparts(bridges));
  const running =
    configFile === undefined
      ? startFromEnvironment(instrumentations)
      : startFromFile(configFile, instrumentations);
  if (running === undefined) return;
  attempt('log bridges', () => startLogBridges(bridges));
  warnOfUnknownVariables();
}

function startFromFile(
  configFile: string,
  official: () => AutoInstrumentations,
): RunningSdk | undefined {
  const instrumentations = () => official().instrumentations;
  return startFromConfigFile(configFile, kStarter, { instrumentations });
}

function startFromEnvironment(official: () => AutoInstrumentations): RunningSdk | undefined {
  if (stepBackBehindOther(kStarter) !== undefined) return undefined;
  return new RunningSdk(partsOf(official(), { attempt }), kStarter);
}

/** The application must start even if a part of its telemetry cannot. */
function attempt<T>(what: string, make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    const message = `OpenTelemetry starts without ${what}: ${textOfError(error)}`;
    // A missing package is announced even if no diagnostics are shown.
    const code = packageErrorCode(error);
    if (code === undefined) diag.error(message);
    else announce(code, message);
    return undefined;
  }
}
