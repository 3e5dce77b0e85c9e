import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files in the kernel's formats, in a folder that is removed after the tests. */
export class Tree {
  readonly #folder = mkdtempSync(join(tmpdir(), 'metrics-system-'));
  readonly procPath = join(this.#folder, 'proc');
  readonly cgroupPath = join(this.#folder, 'cgroup');

  constructor(files: Record<string, string>) {
    mkdirSync(this.procPath);
    mkdirSync(this.cgroupPath);
    this.write(files);
  }

  write(files: Record<string, string>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.#folder, path)), { recursive: true });
      writeFileSync(join(this.#folder, path), content);
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** A container with control groups of version 2, half a CPU and 512 MiB. */
export const container = {
  'proc/self/cgroup': '0::/\n',
  'proc/self/stat': `1 (node) S 0 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 9 0 100 1000000 ${64 * 256} 0\n`,
  'cgroup/cgroup.controllers': 'cpu io memory\n',
  'cgroup/cgroup.events': 'populated 1\n',
  'cgroup/cpu.max': '50000 100000\n',
  'cgroup/cpu.stat': 'usage_usec 3000000\nuser_usec 2000000\nsystem_usec 1000000\n',
  'cgroup/memory.max': `${512 * 1024 * 1024}\n`,
  'cgroup/memory.current': '300000000\n',
  'cgroup/memory.stat': 'anon 100000000\ninactive_file 50000000\npgfault 1000\npgmajfault 10\n',
  'cgroup/io.stat': '8:0 rbytes=100 wbytes=200 rios=1 wios=2\n',
};
