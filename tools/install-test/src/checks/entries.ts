import assert from 'node:assert/strict';
import { expectSilence } from '../expect/received.ts';
import { oncePerRun } from '../run/once-per-run.ts';
import type { Check } from '../run/check.ts';
import { specOf } from '../run/versions.ts';
import { Project } from '../sandbox/project.ts';
import type { Setup } from '../sandbox/setup.ts';

/** The names that each entry exports. */
type Exported = Readonly<Record<string, readonly string[]>>;

/** How programs of each kind load a module of which they know the name. */
const kLoaders = { 'load.mjs': 'await import(name)', 'load.cjs': 'require(name)' };
/** Names that Node adds to what a CommonJS module exports. */
const kOfNode = ['default', 'module.exports'];
/** Options of TypeScript for each way in which it resolves modules, and the programs that it can read. */
const kResolutions = {
  node16: ['--module', 'node16', 'types.mts', 'types.cts'],
  bundler: ['--module', 'esnext', '--moduleResolution', 'bundler', 'types.mts'],
};

/** All our packages, and nothing of the libraries that they observe. */
const installed = oncePerRun(async (setup) => {
  const project = new Project(setup);
  const types = [specOf(setup, 'typescript'), specOf(setup, '@types/node')];
  await project.install(...setup.registry.names, '@opentelemetry/api', ...types);
  const entries = setup.registry.names.flatMap((name) => entriesOf(project, name));
  return { project, exported: await load(project, entries, 'load.mjs') };
});

/** Entries of code, as the manifest has them: those of other files are texts there. */
function entriesOf(project: Project, name: string): string[] {
  const manifest = project.read(`node_modules/${name}/package.json`);
  const { exports } = JSON.parse(manifest) as { exports: Record<string, unknown> };
  const paths = Object.keys(exports).filter((path) => typeof exports[path] === 'object');
  return paths.map((path) => name + path.slice(1));
}

/** Loads entries in one program. No line is printed but what they export. */
async function load(
  project: Project,
  entries: readonly string[],
  program: keyof typeof kLoaders,
): Promise<Exported> {
  project.write(
    program,
    `const exported = {};
for (const name of ${JSON.stringify(entries)}) exported[name] = Object.keys(${kLoaders[program]});
console.log(JSON.stringify(exported));
`,
  );
  // The preload is one of the entries, and has nothing to export to.
  const output = await project.node([program], { OTEL_SDK_DISABLED: 'true' });
  expectSilence(output);
  const exported = JSON.parse(output.stdout) as Exported;
  return Object.fromEntries(
    Object.entries(exported).map(([entry, names]) => [
      entry,
      names.filter((name) => !kOfNode.includes(name)).toSorted(),
    ]),
  );
}

async function loadInBothSystems(setup: Setup): Promise<string> {
  const { project, exported } = await installed(setup);
  const entries = Object.keys(exported);
  assert.deepEqual(await load(project, entries, 'load.cjs'), exported);
  const empty = entries.filter((entry) => exported[entry]?.length === 0);
  assert.deepEqual(empty, ['@otel-native/sdk/register']);
  return `${entries.length} entries`;
}

/** Every value that an entry exports has a type, in programs of both module systems. */
async function compile(setup: Setup, flags: readonly string[]): Promise<void> {
  const { project, exported } = await installed(setup);
  const program = Object.entries(exported)
    .map(([entry, names], index) => {
      const values = names.map((name) => `entry${index}.${name}`);
      return `import * as entry${index} from '${entry}';
export const values${index}: unknown[] = [${values.join(', ')}];
`;
    })
    .join('');
  for (const file of ['types.mts', 'types.cts']) project.write(file, program);
  const compiler = 'node_modules/typescript/bin/tsc';
  await project.node([compiler, '--noEmit', '--strict', '--target', 'es2022', ...flags]);
}

export const entryChecks: readonly Check[] = [
  { name: 'every entry: imported and required', run: loadInBothSystems },
  ...Object.entries(kResolutions).map(([name, flags]) => ({
    name: `every entry: types, resolution ${name}`,
    isLong: name === 'bundler',
    run: (setup: Setup) => compile(setup, flags),
  })),
];
