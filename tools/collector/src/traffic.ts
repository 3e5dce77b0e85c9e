import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { sendChats } from 'agent-service/load';
import { startService, startUpstream } from 'agent-service/processes';

import type { ComparableSpan } from './comparison/comparable-span.ts';
import type { TemporalityName } from './metrics/cases.ts';

const recording = new URL('../telemetry/recording.mjs', import.meta.url);
const handmadeTimeoutMs = 60_000;

/** What a resource attribute has to survive, besides the ones that are detected. */
const resourceAttributes = 'deployment.environment.name=test,team=caf%C3%A9';

/** The demo's service and upstream, a few requests. Gives the spans that the service made. */
export async function serviceTraffic(
  endpoint: string,
  recordFile: string,
): Promise<ComparableSpan[]> {
  await using cleanup = new AsyncDisposableStack();
  const upstream = await startUpstream();
  cleanup.defer(() => upstream.stop());
  const service = await startService({
    telemetry: recording,
    modelUrl: upstream.url,
    otlpEndpoint: endpoint,
    env: { RECORD_FILE: recordFile, ...identity('agent-service') },
  });
  cleanup.defer(() => service.stop());
  await service.whileAlive(sendChats(service.url, { requests: 20, concurrency: 4 }));
  await service.ask('finish');
  return readRecord(recordFile);
}

/** A program that makes spans of every kind through the API. Gives those spans. */
export async function handmadeTraffic(
  endpoint: string,
  recordFile: string,
): Promise<ComparableSpan[]> {
  const program = fileURLToPath(new URL('handmade/main.ts', import.meta.url));
  await promisify(execFile)(process.execPath, ['--import', recording.href, program], {
    env: {
      ...withoutTelemetrySettings(),
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      RECORD_FILE: recordFile,
      ...identity('handmade'),
    },
    timeout: handmadeTimeoutMs,
  });
  return readRecord(recordFile);
}

/** A program that records metrics of every kind, and exports them twice. */
export async function metricTraffic(endpoint: string, temporality: TemporalityName): Promise<void> {
  const program = fileURLToPath(new URL('metrics/main.ts', import.meta.url));
  await promisify(execFile)(process.execPath, [program, temporality], {
    env: { ...withoutTelemetrySettings(), OTEL_EXPORTER_OTLP_ENDPOINT: endpoint },
    timeout: handmadeTimeoutMs,
  });
}

/** A program that emits log records of every kind. `run` is the version of its scopes. */
export async function logTraffic(endpoint: string, run: string): Promise<void> {
  const program = fileURLToPath(new URL('logs/main.ts', import.meta.url));
  await promisify(execFile)(process.execPath, [program, run], {
    env: { ...withoutTelemetrySettings(), OTEL_EXPORTER_OTLP_ENDPOINT: endpoint },
    timeout: handmadeTimeoutMs,
  });
}

function identity(serviceName: string): Record<string, string> {
  return { OTEL_SERVICE_NAME: serviceName, OTEL_RESOURCE_ATTRIBUTES: resourceAttributes };
}

function withoutTelemetrySettings(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('OTEL_'));
  return Object.fromEntries(kept);
}

function readRecord(file: string): ComparableSpan[] {
  return JSON.parse(readFileSync(file, 'utf8')) as ComparableSpan[];
}
