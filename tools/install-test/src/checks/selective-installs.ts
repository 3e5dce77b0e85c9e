import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { expectSilence, receiveFrom, type Received } from '../expect/received.ts';
import { traceOutline } from '../expect/trace-outline.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../sandbox/setup.ts';
import { specOf } from '../run/versions.ts';
import { Project } from '../sandbox/project.ts';

/** Installs packages of ours with what else an application needs, and runs it. */
async function runAlone(
  setup: Setup,
  app: string,
  ours: readonly string[],
  others: readonly Parameters<typeof specOf>[1][],
): Promise<Received> {
  const project = new Project(setup);
  project.copyApps(app);
  const specs = others.map((name) => specOf(setup, name));
  await project.install(
    ...ours.map((name) => `@otel-native/${name}`),
    '@opentelemetry/api',
    ...specs,
  );
  const installed = readdirSync(project.path('node_modules/@otel-native'));
  assert.deepEqual(installed, [...new Set(['api-bridge', ...ours])].toSorted());
  const received = await receiveFrom((env) => project.node([app], env));
  expectSilence(received);
  return received;
}

async function apiBridge(setup: Setup): Promise<void> {
  const others = ['@opentelemetry/sdk-trace', '@opentelemetry/exporter-trace-otlp-proto'] as const;
  const { spans } = await runAlone(setup, 'api-bridge.mjs', ['api-bridge'], others);
  assert.equal(traceOutline(spans), 'install-test: publish');
}

async function contextNative(setup: Setup): Promise<void> {
  const others = ['@opentelemetry/sdk-trace', '@opentelemetry/exporter-trace-otlp-proto'] as const;
  const received = await runAlone(setup, 'context-native.mjs', ['context-native'], others);
  assert.equal(received.stdout, 'native-frame\n');
  assert.equal(traceOutline(received.spans), 'install-test: parent\n  install-test: child');
}

async function metricsSystem(setup: Setup): Promise<void> {
  const others = [
    '@opentelemetry/sdk-metrics',
    '@opentelemetry/exporter-metrics-otlp-proto',
  ] as const;
  const { metrics } = await runAlone(setup, 'metrics-system.mjs', ['metrics-system'], others);
  const valueOf = (name: string): number =>
    metrics.findLast((metric) => metric.name === name)?.points[0]?.value ?? 0;
  for (const name of ['process.cpu.time', 'process.memory.usage', 'system.memory.usage']) {
    assert.ok(valueOf(name) > 0, `${name} did not arrive`);
  }
}

async function nativeCore(setup: Setup): Promise<void> {
  const ours = ['exporter-otlp-local', 'native-core'];
  const { stdout, spans } = await runAlone(setup, 'native-core.mjs', ours, []);
  assert.deepEqual(
    spans.map(({ name, attributes }) => [name, attributes]),
    [['checkout', { items: 3 }]],
  );
  const { ended, exported } = JSON.parse(stdout) as { ended: number; exported: number };
  assert.deepEqual({ ended, exported }, { ended: 1, exported: 1 });
}

export const selectiveChecks: readonly Check[] = [
  { name: 'api-bridge alone, official SDK', run: apiBridge },
  { name: 'context-native alone, official SDK', run: contextNative },
  { name: 'metrics-system alone, official MeterProvider', run: metricsSystem },
  { name: 'native-core with exporter-otlp-local', run: nativeCore },
];
