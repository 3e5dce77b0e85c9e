/**
 * The preload: `node --import @otel-native/sdk/register app.js`, or `--require`. Configured by `OTEL_*`.
 */
import { diag } from '@opentelemetry/api';
import { getBooleanFromEnv, getStringFromEnv } from '@opentelemetry/core';
import { startFromConfigFile } from './config-file/start-from-config-file';
import { showDiagnosticsAsEnvironmentSays } from './diagnostics';
import {
  autoInstrumentations,
  type AutoInstrumentations,
} from './instrumentation/auto-instrumentations';
import { registerModuleHooks } from './instrumentation/module-hooks';
import { textOfError } from './errors';
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
  // A configuration file says itself whether it is in force.
  if (configFile === undefined && getBooleanFromEnv('OTEL_SDK_DISABLED')) return;
  showDiagnosticsAsEnvironmentSays();
  if (configFile === undefined) startFromEnvironment();
  else startFromConfigFile(configFile, kStarter, () => instrument().instrumentations);
}

function startFromEnvironment(): void {
  if (stepBackBehindOther(kStarter) !== undefined) return;
  new RunningSdk(partsOf({ ...instrument() }, { attempt }), kStarter);
}

/** The application starts also where a part of its telemetry cannot. */
function attempt<T>(what: string, make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    diag.error(`OpenTelemetry starts without ${what}: ${textOfError(error)}`);
    return undefined;
  }
}

/** What is installed, with what lets it see ES modules. */
function instrument(): AutoInstrumentations {
  const parts = autoInstrumentations();
  if (parts.instrumentations.length > 0) registerModuleHooks();
  return parts;
}
