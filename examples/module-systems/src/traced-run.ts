import assert from 'node:assert/strict';

import { OtlpReceiver, type ReceivedMetric, type ReceivedSpan } from 'otlp-receiver';

import { exampleFolder } from './folders.ts';
import { runNode } from './run-node.ts';
import { outline } from './outline.ts';

/** What the app records, with HTTP instrumented. */
function appTrace(http: string): string {
  return `
module-systems-app: ask
  ${http}: GET
    ${http}: GET
      module-systems-app: look up
`.trim();
}

export interface ReceivedTelemetry {
  readonly spans: readonly ReceivedSpan[];
  readonly metrics: readonly ReceivedMetric[];
}

export interface TracedRun {
  /** Arguments of `node`. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the folder of this example. */
  readonly cwd?: string;
  /** Scope of the spans of HTTP. Default: that of the official instrumentation, which the app's own setup names. */
  readonly http?: string;
}

/**
 * Runs the app and compares what has arrived when its process is gone: the spans, the counter of the app, and these metrics.
 */
export async function expectAppTelemetry(
  run: TracedRun,
  metricNames: readonly string[] = [],
): Promise<void> {
  const { http = '@opentelemetry/instrumentation-http' } = run;
  const { spans, metrics } = await receive(run);
  assert.equal(outline(spans), appTrace(http));
  assert.equal(metrics.find(({ name }) => name === 'questions')?.points[0]?.value, 1);
  const received = new Set(metrics.map(({ name }) => name));
  assert.deepEqual(
    metricNames.filter((name) => !received.has(name)),
    [],
  );
  for (const { resource } of spans) {
    assert.equal(resource.attributes['service.name'], 'module-systems');
  }
}

/** Runs a program with the SDK configured to send to a receiver of ours. */
export async function receive({
  args,
  env,
  cwd = exampleFolder,
}: TracedRun): Promise<ReceivedTelemetry> {
  const receiver = await OtlpReceiver.start();
  try {
    const { stderr } = await runNode({
      args,
      cwd,
      env: {
        OTEL_SERVICE_NAME: 'module-systems',
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        ...env,
      },
    });
    // Where no addon loads the official SDK may take over, and spans arrive all the same: not what is tried here.
    assert.doesNotMatch(stderr, /OTEL_NATIVE_FALLBACK/);
    return { spans: receiver.spans, metrics: receiver.metrics };
  } finally {
    await receiver.close();
  }
}
