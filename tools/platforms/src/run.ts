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
    const preload = platform.preload ?? ['--import', '@otel-native/sdk/register'];
    const child = spawn(launcher.command, [...launcher.args, ...preload, app], {
      cwd: dirname(app),
      env: environment(receiver.url, spans, platform),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: kTimeoutMillis,
    });
    const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
    const [code, signal] = await once(child, 'close');
    const [stdout, stderr] = await outputs;
    return {
      end: signal ?? code,
      ...printed(stdout, stderr),
      expectedSpans: spans,
      ...received(receiver),
    };
  } finally {
    await receiver.close();
  }
}

/** Nothing of this process's own settings. */
function environment(endpoint: string, spans: number, { logLevel }: Platform): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    OTEL_SERVICE_NAME: 'platforms',
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_NATIVE_SYSTEM_METRICS: 'true',
    OTEL_NATIVE_EXIT_TIMEOUT: '60000',
    ...(logLevel !== undefined && { OTEL_LOG_LEVEL: logLevel }),
    PLATFORM_SPANS: String(spans),
  };
}

/** The report is the last that is printed on stdout, as lines of `diag` may come before it. */
function printed(stdout: string, stderr: string): Pick<Outcome, 'report' | 'lines'> {
  const lines = stdout.trim().split('\n');
  const report = reportIn(lines.at(-1)!);
  if (report !== undefined) lines.pop();
  return { report, lines: [...lines, ...stderr.split('\n')].filter((line) => line !== '') };
}

function reportIn(line: string): Report | undefined {
  try {
    return JSON.parse(line) as Report;
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
