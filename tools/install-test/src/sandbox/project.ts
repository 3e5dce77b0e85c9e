import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { managerCommands, type ManagerName } from '../managers/install-managers.ts';
import type { Setup } from './setup.ts';
import { testEnvironment } from './environment.ts';
import { addNodeCommand, fillPathFolder } from './path-folder.ts';
import type { Run } from './process-group.ts';
import { runSuccessfully, type Output } from './run-process.ts';
import { Server } from './server.ts';

const kInstallMillis = 300_000;
const kRunMillis = 120_000;
const kApps = join(dirname(dirname(import.meta.dirname)), 'apps');

export interface ProjectOptions {
  /** Whether it has a package.json before anything is installed. Default: true. */
  readonly hasManifest?: boolean;
  /** Default: npm 11. */
  readonly manager?: ManagerName;
}

type Environment = Readonly<Record<string, string>>;

/** A fresh folder outside of the workspace, with a `PATH` of its own that holds no compiler. */
export class Project {
  /** Where the application is. */
  readonly folder: string;
  readonly #bin: string;
  readonly #calls: string;
  readonly #env: Environment;

  constructor(setup: Setup, { hasManifest = true, manager = 'npm11' }: ProjectOptions = {}) {
    const root = setup.newFolder();
    this.folder = join(root, 'app');
    this.#bin = join(root, 'bin');
    this.#calls = join(root, 'compiler-calls.log');
    this.#env = testEnvironment(root, setup.cache, setup.machine);
    for (const name of ['app', 'home', 'tmp']) mkdirSync(join(root, name));
    fillPathFolder(this.#bin, this.#calls);
    for (const [name, program] of managerCommands(manager, setup.cache)) {
      addNodeCommand(this.#bin, name, program);
    }
    if (hasManifest) this.write('package.json', '{ "name": "app", "private": true }');
    this.write('.npmrc', `@otel-native:registry=${setup.registry.url}\n`);
  }

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  /** Copies programs from `apps`, next to the package.json. */
  copyApps(...files: string[]): void {
    for (const file of files) this.copyAppAs(file, file);
  }

  copyAppAs(file: string, target: string): void {
    mkdirSync(dirname(this.path(target)), { recursive: true });
    copyFileSync(join(kApps, file), this.path(target));
  }

  /** Installs packages, by name and version, as npm does by default. Returns what npm printed. */
  install(...specs: string[]): Promise<Output> {
    return this.manage('npm', ['install', '--foreground-scripts', ...specs]);
  }

  /** Runs a package manager. Throws where it fails, and where something was compiled. */
  async manage(command: string, args: readonly string[]): Promise<Output> {
    const run = { command, args, cwd: this.folder, env: this.#env };
    const output = await runSuccessfully({ ...run, timeoutMillis: kInstallMillis });
    if (existsSync(this.#calls)) {
      throw new Error(`A compiler was called:\n${readFileSync(this.#calls, 'utf8')}`);
    }
    return output;
  }

  /** Runs a program to its end; throws where its exit code is not 0. */
  run(command: string, args: readonly string[], env?: Environment, cwd?: string): Promise<Output> {
    return runSuccessfully(this.#programRun(command, args, env, cwd));
  }

  node(args: readonly string[], env?: Environment, cwd?: string): Promise<Output> {
    return this.run('node', args, env, cwd);
  }

  /** Starts a program that runs until it is stopped. */
  start(command: string, args: readonly string[], env?: Environment): Server {
    return new Server(this.#programRun(command, args, env));
  }

  #programRun(command: string, args: readonly string[], env: Environment = {}, cwd?: string): Run {
    return {
      command: command.includes('/') ? command : join(this.#bin, command),
      args,
      cwd: cwd ?? this.folder,
      env: { ...this.#env, ...env },
      timeoutMillis: kRunMillis,
    };
  }
}
