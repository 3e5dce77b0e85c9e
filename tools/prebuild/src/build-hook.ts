/**
 * npm runs a script named `prebuild` by itself before one named `build`, with the same variables as if it had been asked for. Only the
 * title of npm's process tells the two apart: it is the command line.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether npm runs this process before `npm run build`. */
export function isHookOfBuild(): boolean {
  // npm is the parent of the shell, or, where the shell has replaced itself by this process, the parent.
  const shell = parentOf(process.ppid);
  const titles = [process.ppid, shell].map(titleOf);
  const [, ...words] = titles.find((title) => title.startsWith('npm '))?.split(' ') ?? [];
  return words.includes('build') && !words.includes('prebuild');
}

function titleOf(pid: number): string {
  if (process.platform !== 'linux') return ps('args=', pid);
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
}

function parentOf(pid: number): number {
  if (process.platform !== 'linux') return Number(ps('ppid=', pid));
  return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

function ps(field: string, pid: number): string {
  return execFileSync('ps', ['-o', field, '-p', String(pid)], { encoding: 'utf8' }).trim();
}
