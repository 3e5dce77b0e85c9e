/** Tools from PyPI, in the versions that a requirements file pins, in the workspace's `.venv`. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '.venv');

export const python = venvTool('python');

export function venvTool(name: string): string {
  return join(folder, 'bin', name);
}

/** Installs what is missing, so that a second call is quick and needs no network. */
export function installPythonTools(requirements: string): void {
  // What callers print on stdout may be a result.
  const stdio: ['ignore', number, 'inherit'] = ['ignore', 2, 'inherit'];
  if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', folder], { stdio });
  const wanted = readFileSync(requirements, 'utf8').trim().split('\n');
  const pip = ['-m', 'pip', '--disable-pip-version-check'];
  const installed = execFileSync(python, [...pip, 'freeze'], { encoding: 'utf8' }).split('\n');
  if (wanted.every((line) => installed.includes(line))) return;
  execFileSync(python, [...pip, 'install', '--quiet', '-r', requirements], { stdio });
}
