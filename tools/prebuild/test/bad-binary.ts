import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPythonTools } from '../../venv.ts';
import type { Job } from '../src/addons.ts';
import { jobsFor } from '../src/addons.ts';
import { readBinaries, type BinaryFacts } from '../src/binary-facts.ts';
import { zig } from '../src/compile.ts';
import { targetsNamed } from '../src/targets.ts';

installPythonTools(join(import.meta.dirname, '../requirements.txt'));

const kEntryPoints = `
  __attribute__((visibility("default"))) void napi_register_module_v1(void) {}
  __attribute__((visibility("default"))) int node_api_module_get_api_version_v1(void) { return 9; }
`;

/** The job of an addon that uses Node-API, as it is or changed. */
export function jobFor(target: string, changes: Partial<Job['addon']> = {}): Job {
  const job = jobsFor(targetsNamed([target])).find(({ addon }) => !addon.usesV8)!;
  return { ...job, addon: { ...job.addon, ...changes } };
}

/** A folder that is removed at the end of the test. */
export function temporaryFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'prebuild-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

interface Library {
  /** C, after the entry points of an addon. */
  readonly code?: string;
  readonly triple?: string;
  readonly flags?: readonly string[];
}

/** Compiles a library that is an addon but for what the test says, and reads it. */
export async function factsOf({ code = '', triple, flags = [] }: Library): Promise<BinaryFacts> {
  using folder = temporaryFolder();
  const source = join(folder.path, 'addon.c');
  const output = join(folder.path, 'addon.node');
  writeFileSync(source, kEntryPoints + code);
  const target = ['-target', triple ?? 'x86_64-linux-gnu.2.28'];
  const common = ['-shared', '-fPIC', '-O1', '-s', '-fvisibility=hidden'];
  await zig(['cc', ...target, ...common, source, ...flags, '-o', output]);
  return readBinaries([output])[0]!;
}
