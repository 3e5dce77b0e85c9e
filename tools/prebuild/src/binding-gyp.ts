import { execFileSync, execSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { python } from '../../venv.ts';
import { root } from './places.ts';

/** What a `binding.gyp` says about its one target: the same file that node-gyp builds from. */
export interface Gyp {
  readonly name: string;
  /** Paths of sources are relative to it. */
  readonly folder: string;
  readonly sources: readonly string[];
  readonly includeFolders: readonly string[];
  readonly defines: readonly string[];
  readonly compilerFlags: readonly string[];
}

type Condition = readonly [string, Settings, Settings?];

interface Settings {
  readonly sources?: readonly string[];
}

interface GypTarget extends Settings {
  readonly target_name: string;
  readonly include_dirs?: readonly string[];
  readonly defines?: readonly string[];
  readonly cflags_cc?: readonly string[];
  readonly conditions?: readonly Condition[];
}

export function readGyp(path: string, os: 'linux' | 'darwin'): Gyp {
  const target = parse(path);
  const folder = dirname(path);
  const conditional = (target.conditions ?? []).flatMap((one) => chosen(one, os)?.sources ?? []);
  return {
    name: target.target_name,
    folder,
    sources: [...(target.sources ?? []), ...conditional],
    includeFolders: (target.include_dirs ?? []).map((value) => expand(value, folder)),
    defines: target.defines ?? [],
    compilerFlags: target.cflags_cc ?? [],
  };
}

function parse(path: string): GypTarget {
  const script = join(root, 'tools/prebuild/python/read-gyp.py');
  const { targets } = JSON.parse(execFileSync(python, [script, path], { encoding: 'utf8' }));
  if (targets.length !== 1) throw new Error(`${path}: one target was expected`);
  return targets[0];
}

/** Throws at a condition of another form than the one that our files have: it would be ignored else. */
function chosen([condition, yes, no]: Condition, os: 'linux' | 'darwin'): Settings | undefined {
  const name = /^OS=="(\w+)"$/.exec(condition)?.[1];
  if (name === undefined) throw new Error(`a condition that is not understood: ${condition}`);
  return name === (os === 'darwin' ? 'mac' : 'linux') ? yes : no;
}

/** A path relative to the file, or the output of a command: `<!(…)`. */
function expand(value: string, folder: string): string {
  const command = /^<!\((.*)\)$/s.exec(value)?.[1];
  if (command === undefined) return join(folder, value);
  return execSync(command, { cwd: folder, encoding: 'utf8' }).trim();
}
