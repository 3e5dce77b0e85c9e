import assert from 'node:assert/strict';
import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expectAllSignals } from '../expect/bundled-app.ts';
import { receiveFrom, type Received } from '../expect/received.ts';
import type { Check } from '../run/check.ts';
import { oncePerRun } from '../run/once-per-run.ts';
import type { Setup } from '../sandbox/setup.ts';
import { specOf } from '../run/versions.ts';
import { copyAddons } from '../sandbox/addons.ts';
import { Project } from '../sandbox/project.ts';

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

/** The bundle runs in a folder that has no packages, on a machine that has none. */
async function bundleWithAllInside(setup: Setup, bundle: Bundler): Promise<void> {
  const project = await installed(setup);
  const deployed = await deploy(setup, project, bundle);
  copyAddons(project.folder, join(deployed, 'addons'));
  const addons = { OTEL_NATIVE_ADDON_DIR: join(deployed, 'addons') };
  expectAllSignals(await receiveWithoutPackages(project, deployed, addons));
}

/** One warning each says that traces and metrics are not exported, and the application does its work. */
async function bundleWithoutAddons(setup: Setup, bundle: Bundler): Promise<void> {
  const project = await installed(setup);
  const deployed = await deploy(setup, project, bundle);
  const { stdout, stderr } = await receiveWithoutPackages(project, deployed, {});
  assert.equal(stdout, 'the application ended\n');
  const codes = [...stderr.matchAll(/\[(\w+)\] \w*Warning: /g)].map(([, code]) => code);
  assert.deepEqual(codes, ['OTEL_NATIVE_FALLBACK', 'OTEL_NATIVE_PART_MISSING'], stderr);
}

async function deploy(setup: Setup, project: Project, bundle: Bundler): Promise<string> {
  const folder = setup.newFolder();
  copyFileSync(await bundle(project, false), join(folder, 'main.cjs'));
  return folder;
}

/** webpack writes the paths of the build into the bundle: the packages must not be found there either. */
async function receiveWithoutPackages(
  project: Project,
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<Received> {
  const packages = project.path('node_modules');
  renameSync(packages, `${packages}-away`);
  try {
    return await receiveFrom((env) => project.node(['main.cjs'], { ...env, ...variables }, folder));
  } finally {
    renameSync(`${packages}-away`, packages);
  }
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
      isLong: name === 'webpack',
      run: (setup) => bundleWithAllInside(setup, bundle),
    },
    {
      name: `${name}: everything inside, addons not found`,
      isLong: name === 'webpack',
      run: (setup) => bundleWithoutAddons(setup, bundle),
    },
  ],
);
