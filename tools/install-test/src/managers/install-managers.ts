import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package managers that are tried: the version, and the program in its package. */
const kManagers = {
  npm10: { spec: 'npm@10.9.9', program: 'npm/bin/npm-cli.js' },
  npm11: { spec: 'npm@11.21.2', program: 'npm/bin/npm-cli.js' },
  npm12: { spec: 'npm@12.2.2', program: 'npm/bin/npm-cli.js' },
  pnpm10: { spec: 'pnpm@10.34.8', program: 'pnpm/bin/pnpm.cjs' },
  yarn4: { spec: '@yarnpkg/cli-dist@4.18.1', program: '@yarnpkg/cli-dist/bin/yarn.js' },
} as const;

export type ManagerName = keyof typeof kManagers;

/** The program of a package manager, installed into the cache where it is not there yet. */
export function managerProgram(name: ManagerName, cache: string): string {
  const { spec, program } = kManagers[name];
  const folder = join(cache, 'managers', spec.replaceAll('/', '-'));
  const file = join(folder, 'node_modules', program);
  if (!existsSync(file)) install(spec, folder);
  return file;
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
