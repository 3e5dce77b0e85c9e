import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { expectNative, expectSilence, receiveFrom } from '../expect/received.ts';
import { traceOutline } from '../expect/trace-outline.ts';
import { oncePerRun } from '../run/once-per-run.ts';
import type { Check } from '../run/check.ts';
import { specOf } from '../run/versions.ts';
import { npmLayout, plugAndPlayLayout, pnpmLayout, type Layout } from '../sandbox/layout.ts';
import { Project } from '../sandbox/project.ts';
import type { Setup } from '../sandbox/setup.ts';

const kRegister = '@otel-native/sdk/register';

/** Ways to preload the SDK into an application of each kind. */
const kWays = {
  'CommonJS, --require': ['--require', kRegister, 'frameworks.cjs'],
  'CommonJS, --import': ['--import', kRegister, 'frameworks.cjs'],
  'ES module, --require': ['--require', kRegister, 'frameworks.mjs'],
  'ES module, --import': ['--import', kRegister, 'frameworks.mjs'],
} as const;

/** The whole trace: a request, what Express does with it, the `fetch` of its handler, and again. */
const kTrace = `
http: GET
  http: GET /orders/:id
    express: request handler - /orders/:id
      undici: GET
        http: GET /items/:id
          express: request handler - /items/:id`;

async function install(setup: Setup, layout: Layout): Promise<Project> {
  const project = new Project(setup, layout);
  const specs = ['@otel-native/sdk', '@opentelemetry/api', specOf(setup, 'express')];
  await layout.add(project, setup, specs);
  project.copyApps('frameworks.mjs', 'frameworks.cjs');
  return project;
}

async function traceOneRequest(
  project: Project,
  layout: Layout,
  program: readonly string[],
): Promise<void> {
  const [command, ...args] = layout.node;
  const received = await receiveFrom((env) => project.run(command, [...args, ...program], env));
  // Under PnP the loader of Yarn makes Node warn.
  if (layout === plugAndPlayLayout) expectNative(received);
  else expectSilence(received);
  const outline = traceOutline(received.spans);
  assert.equal(outline.replaceAll('@otel-native/instrumentations/', ''), kTrace.trim());
}

function checksOf(name: string, layout: Layout, isLong = false): Check[] {
  const installed = oncePerRun((setup) => install(setup, layout));
  return Object.entries(kWays).map(([way, program]) => ({
    name: `nothing but the SDK, ${name}: HTTP, Express and fetch: ${way}`,
    isLong,
    run: async (setup) => {
      const project = await installed(setup);
      if (layout === npmLayout) expectApiAlone(project);
      await traceOneRequest(project, layout, program);
    },
  }));
}

/** No package of OpenTelemetry's is installed but its API. */
function expectApiAlone(project: Project): void {
  assert.deepEqual(readdirSync(project.path('node_modules/@opentelemetry')), ['api']);
}

export const ownInstrumentationChecks: readonly Check[] = [
  ...checksOf('npm', npmLayout),
  ...checksOf('pnpm', pnpmLayout, true),
  ...checksOf('Yarn PnP', plugAndPlayLayout, true),
];
