import { getBooleanFromEnv, getStringFromEnv } from '@opentelemetry/core';
import { binariesOf } from './binaries.ts';
import { contextModeOf } from './context-mode.ts';
import { destinationProblem, isArriving } from './destinations.ts';
import { listenToDiag } from './diagnostics.ts';
import { instrumentationsOf } from './instrumentations.ts';
import { logDestinations } from './logs.ts';
import { metricDestinations } from './metrics.ts';
import { listenToProcessWarnings } from './process-warnings.ts';
import { optionalPackageStates } from './optional-packages.ts';
import type {
  ConfiguredDestinations,
  Destination,
  Finding,
  Instrumentations,
  Report,
} from './report.ts';
import { nameFindings, settingsFindings } from './settings.ts';
import { systemOf } from './system.ts';
import { traceDestinations } from './traces.ts';
import { setVariables } from './variables.ts';
import { versionFindings, versionsOf } from './versions.ts';

/** Checks everything that decides whether telemetry arrives. Changes nothing, and sends only empty requests. */
export async function examine(): Promise<Report> {
  const processWarnings = listenToProcessWarnings();
  const configFile = getStringFromEnv('OTEL_CONFIG_FILE');
  const versions = versionsOf();
  const binaries = binariesOf();
  const context = await contextModeOf();
  const variables = setVariables();
  const fromSettings = (configFile === undefined ? settingsFindings : nameFindings)(variables);
  // Ignore these messages: reading the settings has logged them already.
  listenToDiag(() => undefined);
  const { findings: fromStart, traces, metrics, logs } = await destinationsOf(configFile);
  const instrumentations = instrumentationsOf();
  const findings: Finding[] = [
    ...fromSettings,
    ...fromStart,
    ...(fromStart.some(isError) ? [] : traceFindings(traces)),
    ...warningsOf('metrics', metrics),
    ...warningsOf('logs', logs),
    ...binaries.flatMap(({ problem }) => (problem === undefined ? [] : [warning(problem)])),
    ...processWarnings.map(warning),
    ...versionFindings(versions),
    ...instrumentationFindings(instrumentations),
  ];
  return {
    versions,
    system: systemOf(),
    binaries,
    context,
    variables,
    ...(configFile !== undefined && { configFile }),
    traces,
    metrics,
    logs,
    instrumentations,
    optionalPackages: optionalPackageStates(),
    findings: distinct(findings),
    tracesWouldArrive: !findings.some(isError),
  };
}

async function destinationsOf(configFile: string | undefined): Promise<ConfiguredDestinations> {
  if (configFile !== undefined) {
    const { destinationsOfConfigFile } = await import('./config-file.ts');
    return destinationsOfConfigFile(configFile);
  }
  return {
    findings: [],
    traces: await traceDestinations(),
    metrics: await metricDestinations(),
    logs: await logDestinations(),
  };
}

/** Traces arrive if one destination accepts them; problems of the others are warnings then. */
function traceFindings(destinations: readonly Destination[]): Finding[] {
  if (destinations.length === 0 && !getBooleanFromEnv('OTEL_SDK_DISABLED')) {
    return [{ severity: 'error', message: 'traces go nowhere: no exporter is set up for them' }];
  }
  const severity = destinations.some(isArriving) ? 'warning' : 'error';
  return destinations.flatMap((destination) => {
    const problem = destinationProblem(destination);
    return problem === undefined ? [] : [{ severity, message: `traces: ${problem}` } as const];
  });
}

/** Problems of the other signals do not keep traces from arriving. */
function warningsOf(signal: 'metrics' | 'logs', destinations: readonly Destination[]): Finding[] {
  return destinations.flatMap((destination) => {
    const problem = destinationProblem(destination);
    return problem === undefined ? [] : [warning(`${signal}: ${problem}`)];
  });
}

function instrumentationFindings({ found }: Instrumentations): Finding[] {
  if (found.length > 0) return [];
  return [
    warning(
      'no instrumentations are installed here, so the preload records only HTTP, fetch, Express, Fastify, mysql2 and redis: npm install @opentelemetry/auto-instrumentations-node',
    ),
  ];
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

function warning(message: string): Finding {
  return { severity: 'warning', message };
}

function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.message, finding])).values()];
}
