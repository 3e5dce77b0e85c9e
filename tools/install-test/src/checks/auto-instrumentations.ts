import assert from 'node:assert/strict';
import type { ReceivedSpan } from 'otlp-receiver';
import { expectSilence, receiveFrom } from '../expect/received.ts';
import { traceOutline } from '../expect/trace-outline.ts';
import type { Check } from '../run/check.ts';
import { oncePerRun } from '../run/once-per-run.ts';
import type { Setup } from '../run/setup.ts';
import { specOf } from '../run/versions.ts';
import { Project } from '../sandbox/project.ts';

const kInstrumentation = '@opentelemetry/instrumentation-';

/** Not those of clouds, which wait for the network, and warn where there is none. */
const kDetectors = { OTEL_NODE_RESOURCE_DETECTORS: 'env,host,os,process' };

const installed = oncePerRun(async (setup) => {
  const project = new Project(setup);
  await project.install(
    '@otel-native/sdk',
    '@opentelemetry/api',
    specOf(setup, '@opentelemetry/auto-instrumentations-node'),
    specOf(setup, 'express'),
  );
  project.copyApps('express.mjs', 'express.cjs', 'telemetry.mjs');
  return project;
});

async function traceOneRequest(setup: Setup, telemetry: string, app: string): Promise<void> {
  const project = await installed(setup);
  const program = ['--import', telemetry, app];
  const received = await receiveFrom((env) => project.node(program, { ...env, ...kDetectors }));
  expectSilence(received);
  expectWholeTrace(received.spans);
}

/** The client's span, the server's within it, and anywhere within that what Express does. */
function expectWholeTrace(spans: readonly ReceivedSpan[]): void {
  const relevant = spans.filter(({ scope }) => /-(http|express)$/.test(scope.name));
  assert.equal(
    traceOutline(relevant.map((span) => withNearestParent(span, relevant, spans))),
    `${kInstrumentation}http: GET
  ${kInstrumentation}http: GET /items/:id
    ${kInstrumentation}express: request handler`,
  );
}

/** The span with the nearest of its ancestors that is among the relevant ones as its parent. */
function withNearestParent(
  span: ReceivedSpan,
  relevant: readonly ReceivedSpan[],
  all: readonly ReceivedSpan[],
): ReceivedSpan {
  const parent = all.find(({ spanId }) => spanId === span.parentSpanId);
  if (parent === undefined || relevant.includes(parent)) return span;
  const { parentSpanId } = withNearestParent(parent, relevant, all);
  return { ...span, parentSpanId };
}

const kWays = [
  { name: 'CommonJS, preload', telemetry: '@otel-native/sdk/register', app: 'express.cjs' },
  { name: 'ES module, preload', telemetry: '@otel-native/sdk/register', app: 'express.mjs' },
  { name: 'CommonJS, from code', telemetry: './telemetry.mjs', app: 'express.cjs' },
  { name: 'ES module, from code', telemetry: './telemetry.mjs', app: 'express.mjs' },
];

export const autoInstrumentationChecks: readonly Check[] = kWays.map(
  ({ name, telemetry, app }) => ({
    name: `auto-instrumentations-node, Express: ${name}`,
    sample: true,
    run: (setup) => traceOneRequest(setup, telemetry, app),
  }),
);
