import { chmodSync, copyFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expectAllSignals } from '../expect/bundled-app.ts';
import { receiveFrom } from '../expect/received.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../sandbox/setup.ts';
import { specOf } from '../run/versions.ts';
import { installedAddons } from '../sandbox/addons.ts';
import { Project } from '../sandbox/project.ts';

/** What Node looks for in its own binary. */
const kFuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

async function runSingleExecutable(setup: Setup): Promise<void> {
  const project = new Project(setup);
  project.copyApps('bundled.mjs', 'single-executable.cjs');
  const specs = [specOf(setup, 'esbuild'), specOf(setup, 'postject')];
  await project.install('@otel-native/sdk', '@opentelemetry/api', ...specs);
  await build(project);
  // Nothing around it: neither packages nor files beside it.
  const folder = setup.newFolder();
  const executable = `${folder}/app`;
  copyFileSync(project.path('app'), executable);
  expectAllSignals(await receiveFrom((env) => project.run(executable, [], env, folder)));
}

async function build(project: Project): Promise<void> {
  const flags = ['--bundle', '--platform=node', '--format=cjs', '--log-level=error'];
  const esbuild = project.path('node_modules/.bin/esbuild');
  await project.run(esbuild, ['single-executable.cjs', ...flags, '--outfile=main.cjs']);
  const assets = installedAddons(project.folder).map((file) => [basename(file), file]);
  const config = {
    main: 'main.cjs',
    output: 'app.blob',
    assets: Object.fromEntries(assets) as object,
    disableExperimentalSEAWarning: true,
  };
  project.write('sea.json', JSON.stringify(config));
  await project.node(['--experimental-sea-config', 'sea.json']);
  copyFileSync(process.execPath, project.path('app'));
  chmodSync(project.path('app'), 0o755);
  const postject = project.path('node_modules/.bin/postject');
  await project.run(postject, ['app', 'NODE_SEA_BLOB', 'app.blob', '--sentinel-fuse', kFuse]);
}

export const singleExecutableChecks: readonly Check[] = [
  { name: 'single executable, addons as assets', run: runSingleExecutable },
];
