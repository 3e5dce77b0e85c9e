import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { OtlpReceiver } from 'otlp-receiver';
import type { Launcher, Platform } from './platform.ts';
import type { Outcome, Report } from './outcome.ts';

const kSpans = 20_000;
const kEmulatedSpans = 2_000;
const kTimeoutMillis = 300_000;

/** Runs the application on a platform, and returns what it reported and what was received. */
export async function runOn(platform: Platform, launcher: Launcher, app: string): Promise<Outcome> {
  const receiver = await OtlpReceiver.start();
  try {
    const spans = platform.isEmulated ? kEmulatedSpans : kSpans;
    const preload = [platform.preloadFlag ?? '--import', '@otel-native/sdk/register'];
    const child = spawn(launcher.command, [...launcher.args, ...preload, app], {
      cwd: dirname(app),
      env: environment(receiver.url, spans),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: kTimeoutMillis,
    });
    const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
    const [code, signal] = await once(child, 'close');
    const [stdout, stderr] = await outputs;
    const end = signal ?? code;
    return { end, stderr, report: reportIn(stdout), expectedSpans: spans, ...received(receiver) };
  } finally {
    await receiver.close();
  }
}

/** Nothing of this process's own settings. */
function environment(endpoint: string, spans: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    OTEL_SERVICE_NAME: 'platforms',
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_NATIVE_SYSTEM_METRICS: 'true',
    OTEL_NATIVE_EXIT_TIMEOUT: '60000',
    PLATFORM_SPANS: String(spans),
  };
}

function reportIn(stdout: string): Report | undefined {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    return undefined;
  }
}

function received({ spans, metrics }: OtlpReceiver): Pick<Outcome, 'spans' | 'metrics'> {
  return {
    spans: spans.map(({ spanId, parentSpanId, name }) => ({ spanId, parentSpanId, name })),
    metrics: Object.fromEntries(metrics.map(({ name, points }) => [name, points[0]?.value])),
  };
}
