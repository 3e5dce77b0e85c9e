import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectAllSignals } from '../expect/bundled-app.ts';
import { receiveFrom } from '../expect/received.ts';
import type { Check } from '../run/check.ts';
import { oncePerRun } from '../run/once-per-run.ts';
import type { Setup } from '../run/setup.ts';
import { specOf } from '../run/versions.ts';
import { copyAddons } from '../sandbox/addons.ts';
import { Project } from '../sandbox/project.ts';
import type { Output } from '../sandbox/run-process.ts';

/** Bundles `bundled.mjs` and returns the file. */
type Bundler = (project: Project, isExternal: boolean) => Promise<string>;

const installed = oncePerRun(async (setup) => {
  const project = new Project(setup);
  project.copyApps('bundled.mjs');
  const ours = ['@otel-native/sdk', '@opentelemetry/api'];
  await project.install(...ours, specOf(setup, 'esbuild'), specOf(setup, 'webpack'));
  return project;
});

const esbuild: Bundler = async (project, isExternal) => {
  const file = `esbuild-${isExternal ? 'external' : 'inside'}/main.cjs`;
  const flags = ['--bundle', '--platform=node', '--format=cjs', '--log-level=error'];
  const external = isExternal ? ['--external:@otel-native/*'] : [];
  await project.run(project.path('node_modules/.bin/esbuild'), [
    'bundled.mjs',
    ...flags,
    ...external,
    `--outfile=${file}`,
  ]);
  return project.path(file);
};

const webpack: Bundler = async (project, isExternal) => {
  const folder = `webpack-${isExternal ? 'external' : 'inside'}`;
  project.write(`${folder}/build.mjs`, webpackProgram(project.path(folder), isExternal));
  await project.node([`${folder}/build.mjs`]);
  return project.path(folder, 'main.cjs');
};

function webpackProgram(path: string, isExternal: boolean): string {
  const externals = isExternal ? '[/^@otel-native\\//]' : '[]';
  return `import webpack from 'webpack';
webpack({
  mode: 'production', target: 'node22', entry: './bundled.mjs',
  output: { path: ${JSON.stringify(path)}, filename: 'main.cjs' },
  externalsType: 'commonjs', externals: ${externals},
}, (error, stats) => {
  if (error) throw error;
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
});
`;
}

async function bundleWithPackagesOutside(setup: Setup, bundle: Bundler): Promise<void> {
  const project = await installed(setup);
  const file = await bundle(project, true);
  expectAllSignals(await receiveFrom((env) => project.node([file], env)));
}

/** The bundle runs in a folder that has no packages. */
async function bundleWithAllInside(setup: Setup, bundle: Bundler): Promise<void> {
  const project = await installed(setup);
  const deployed = setup.newFolder();
  const file = join(deployed, 'main.cjs');
  copyFileSync(await bundle(project, false), file);
  copyAddons(project.folder, join(deployed, 'addons'));
  const addons = { OTEL_NATIVE_ADDON_DIR: join(deployed, 'addons') };
  const run = (env: object): Promise<Output> =>
    project.node([file], { ...env, ...addons }, deployed);
  expectAllSignals(await receiveFrom(run));
}

/** One line says what was not found, and the application does its work. */
async function bundleWithoutAddons(setup: Setup, bundle: Bundler): Promise<void> {
  const project = await installed(setup);
  const deployed = setup.newFolder();
  const file = join(deployed, 'bundle/main.cjs');
  mkdirSync(join(deployed, 'bundle'));
  copyFileSync(await bundle(project, false), file);
  const { stdout, stderr } = await receiveFrom((env) => project.node([file], env, deployed));
  assert.equal(stdout, 'the application ended\n');
  assert.equal(stderr.match(/^.*otel-native.*$/gim)?.length, 1, stderr);
}

const kBundlers = { esbuild, webpack };

export const bundleChecks: readonly Check[] = Object.entries(kBundlers).flatMap(
  ([name, bundle]): Check[] => [
    {
      name: `${name}: our packages outside of the bundle`,
      run: (setup) => bundleWithPackagesOutside(setup, bundle),
    },
    {
      name: `${name}: everything inside but the addons`,
      sample: name === 'esbuild',
      run: (setup) => bundleWithAllInside(setup, bundle),
    },
    {
      name: `${name}: everything inside, addons not found`,
      run: (setup) => bundleWithoutAddons(setup, bundle),
    },
  ],
);
