import { getBooleanFromEnv } from '@opentelemetry/core';
import * as nativeCore from '@otel-native/native-core';
import { loadNativeLogs } from '../../lazy-parts.cjs';
import { logRecordLimitsFromEnvironment } from '../../logs/environment/log-record-limits';
import { propagatorFromEnvironment } from '../../propagation/propagator';
import { resourceDetectorsFromEnvironment } from '../../resource/resource-detectors';
import { samplerFromEnvironment } from '../../traces/environment/sampler';
import { spanLimitsFromEnvironment } from '../../traces/environment/span-limits';
import { systemMetricsPlugins } from '../../metrics/system-metrics';
import { listenToDiag, textOf } from './diagnostics.ts';
import type { Finding, SetVariable } from './report.ts';

/** Reads every setting of a start except the destinations. */
const readers: readonly (() => unknown)[] = [
  samplerFromEnvironment,
  spanLimitsFromEnvironment,
  propagatorFromEnvironment,
  resourceDetectorsFromEnvironment,
  nativeCore.batchOptionsFromEnvironment,
  nativeCore.spoolOptionsFromEnvironment,
  logRecordLimitsFromEnvironment,
  () => loadNativeLogs().batchOptionsFromEnvironment(),
  () => systemMetricsPlugins({}),
];

/** Reads the settings the same way as a start. An error would make the start fail; a message would go to `diag`. */
export function settingsFindings(variables: readonly SetVariable[]): Finding[] {
  const errors: Finding[] = [];
  const said = listenToDiag(() => {
    for (const read of readers) {
      try {
        read();
      } catch (error) {
        errors.push({ severity: 'error', message: textOf(error) });
      }
    }
  });
  const wrong = variables.filter(({ problem }) => problem !== undefined);
  const isReported = (message: string) => wrong.some(({ name }) => message.includes(name));
  const warnings = said
    .filter(({ level, message }) => (level === 'warn' || level === 'error') && !isReported(message))
    .map(({ message }): Finding => ({ severity: 'warning', message }));
  return [...errors, ...wrong.map(findingOf), ...warnings, ...samplingFindings()];
}

/** Misspelled names. With a configuration file this is the only check: other variables have no effect then. */
export function nameFindings(variables: readonly SetVariable[]): Finding[] {
  return variables
    .filter(({ value, problem }) => value === undefined && problem !== undefined)
    .map(findingOf);
}

function findingOf({ name, problem }: SetVariable): Finding {
  const message = problem!.includes(name) ? problem! : `${name}: ${problem!}`;
  return { severity: 'warning', message };
}

/** Valid settings that switch traces off. */
function samplingFindings(): Finding[] {
  const findings: Finding[] = [];
  if (getBooleanFromEnv('OTEL_SDK_DISABLED')) {
    findings.push({ severity: 'error', message: 'OTEL_SDK_DISABLED is true: nothing is started' });
  }
  const sampler = process.env['OTEL_TRACES_SAMPLER'];
  const ratio = Number(process.env['OTEL_TRACES_SAMPLER_ARG'] ?? '1');
  if (sampler === 'always_off') {
    findings.push({ severity: 'error', message: 'OTEL_TRACES_SAMPLER records no trace' });
  } else if (sampler === 'parentbased_always_off') {
    const message = 'OTEL_TRACES_SAMPLER records only traces that another service began';
    findings.push({ severity: 'warning', message });
  } else if (sampler?.endsWith('traceidratio') && ratio === 0) {
    const message = 'OTEL_TRACES_SAMPLER_ARG is 0: no trace that begins here is recorded';
    findings.push({ severity: sampler === 'traceidratio' ? 'error' : 'warning', message });
  }
  return findings;
}
