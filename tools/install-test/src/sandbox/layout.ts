import { join } from 'node:path';
import type { Setup } from './setup.ts';
import type { Project } from './project.ts';
import type { Output } from './run-process.ts';
import type { ManagerName } from '../managers/install-managers.ts';

/** A package manager, and how it lays packages out for Node to find. */
export interface Layout {
  readonly manager: ManagerName;
  /** Adds packages to a project that has none. */
  readonly add: (project: Project, setup: Setup, specs: readonly string[]) => Promise<Output>;
  /** What starts Node. */
  readonly node: readonly [command: string, ...args: string[]];
}

/** All packages side by side. */
export const npmLayout: Layout = {
  manager: 'npm11',
  add: (project, _setup, specs) => project.install(...specs),
  node: ['node'],
};

/** A package sees what it depends on, and nothing else. */
export const pnpmLayout: Layout = {
  manager: 'pnpm10',
  add: (project, setup, specs) => project.manage('pnpm', ['add', pnpmStore(setup), ...specs]),
  node: ['node'],
};

export const yarnLayout: Layout = { ...yarn('node-modules'), node: ['node'] };

/** No `node_modules`: packages stay in archives, which Node reads through hooks of Yarn's. */
export const plugAndPlayLayout: Layout = { ...yarn('pnp'), node: ['yarn', 'node'] };

export function pnpmStore(setup: Setup): string {
  return `--store-dir=${join(setup.cache, 'pnpm-store')}`;
}

function yarn(linker: 'node-modules' | 'pnp'): Pick<Layout, 'manager' | 'add'> {
  return {
    manager: 'yarn4',
    add: (project, setup, specs) => {
      project.write('yarn.lock', '');
      project.write('.yarnrc.yml', yarnSettings(setup.registry.url, linker));
      return project.manage('yarn', ['add', ...specs]);
    },
  };
}

function yarnSettings(registry: string, linker: string): string {
  return `nodeLinker: ${linker}
unsafeHttpWhitelist: ['127.0.0.1']
npmScopes:
  otel-native:
    npmRegistryServer: ${registry}
`;
}
