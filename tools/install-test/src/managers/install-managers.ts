import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const kNpm = { npm: 'npm/bin/npm-cli.js', npx: 'npm/bin/npx-cli.js' };

/** The package managers that are tried: the version, and the programs in its package. */
const kManagers = {
  npm10: { spec: 'npm@10.9.9', programs: kNpm },
  npm11: { spec: 'npm@11.21.2', programs: kNpm },
  npm12: { spec: 'npm@12.2.2', programs: kNpm },
  pnpm10: { spec: 'pnpm@10.34.8', programs: { pnpm: 'pnpm/bin/pnpm.cjs' } },
  yarn4: {
    spec: '@yarnpkg/cli-dist@4.18.1',
    programs: { yarn: '@yarnpkg/cli-dist/bin/yarn.js' },
  },
} as const;

export type ManagerName = keyof typeof kManagers;

/** Commands of a package manager and their programs, installed into the cache where they are not there yet. */
export function managerCommands(name: ManagerName, cache: string): [string, string][] {
  const { spec, programs } = kManagers[name];
  const folder = join(cache, 'managers', spec.replaceAll('/', '-'));
  const packages = join(folder, 'node_modules');
  const commands = Object.entries(programs).map(([command, program]): [string, string] => [
    command,
    join(packages, program),
  ]);
  if (!commands.every(([, program]) => existsSync(program))) install(spec, folder);
  return commands;
}

function install(spec: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  // Without one npm would install into the repository around the folder.
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', '--workspaces=false', ...flags, spec], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
  });
}
