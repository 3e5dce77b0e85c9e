import assert from 'node:assert/strict';
import type { ReceivedSpan } from 'otlp-receiver';
import {
  expectNative,
  expectSilence,
  receiveFrom,
  type ReceiverEnvironment,
} from '../expect/received.ts';
import { traceOutline } from '../expect/trace-outline.ts';
import { npmLayout, plugAndPlayLayout, pnpmLayout, type Layout } from '../sandbox/layout.ts';
import type { Check } from '../run/check.ts';
import { oncePerRun } from '../run/once-per-run.ts';
import type { Setup } from '../sandbox/setup.ts';
import { specOf } from '../run/versions.ts';
import { Project } from '../sandbox/project.ts';
import type { Output } from '../sandbox/run-process.ts';

const kInstrumentation = '@opentelemetry/instrumentation-';

/** Not those of clouds, which wait for the network, and warn where there is none. */
const kDetectors = { OTEL_NODE_RESOURCE_DETECTORS: 'env,host,os,process' };

interface Way {
  readonly name: string;
  readonly telemetry: string;
  readonly app: string;
}

async function install(setup: Setup, layout: Layout): Promise<Project> {
  const project = new Project(setup, layout);
  await layout.add(project, setup, [
    '@otel-native/sdk',
    '@opentelemetry/api',
    specOf(setup, '@opentelemetry/auto-instrumentations-node'),
    specOf(setup, 'express'),
  ]);
  project.copyApps('express.mjs', 'express.cjs', 'telemetry.mjs');
  return project;
}

async function traceOneRequest(project: Project, layout: Layout, way: Way): Promise<void> {
  const [command, ...args] = layout.node;
  const program = [...args, '--import', way.telemetry, way.app];
  // The preload would record HTTP and Express itself.
  const official = { ...kDetectors, OTEL_NATIVE_INSTRUMENTATIONS: 'none' };
  const run = (env: ReceiverEnvironment): Promise<Output> =>
    project.run(command, program, { ...env, ...official });
  const received = await receiveFrom(run);
  // Under PnP the loader of Yarn makes Node warn.
  if (layout === plugAndPlayLayout) expectNative(received);
  else expectSilence(received);
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

const kWays: readonly Way[] = [
  { name: 'CommonJS, preload', telemetry: '@otel-native/sdk/register', app: 'express.cjs' },
  { name: 'ES module, preload', telemetry: '@otel-native/sdk/register', app: 'express.mjs' },
  { name: 'CommonJS, from code', telemetry: './telemetry.mjs', app: 'express.cjs' },
  { name: 'ES module, from code', telemetry: './telemetry.mjs', app: 'express.mjs' },
];

function checksOf(name: string, layout: Layout, isLong = false): Check[] {
  const installed = oncePerRun((setup) => install(setup, layout));
  return kWays.map((way) => ({
    name: `auto-instrumentations-node, ${name}, Express: ${way.name}`,
    isLong,
    run: async (setup) => traceOneRequest(await installed(setup), layout, way),
  }));
}

export const autoInstrumentationChecks: readonly Check[] = [
  ...checksOf('npm', npmLayout),
  ...checksOf('pnpm', pnpmLayout, true),
  ...checksOf('Yarn PnP', plugAndPlayLayout),
];
