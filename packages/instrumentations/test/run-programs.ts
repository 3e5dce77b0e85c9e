import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { inheritedEnvironment } from 'test-support/run-node';

/**
 * Runs a script of `test` in a process of its own, with the programs as JSON on its input. Returns what it prints, one JSON
 * value per line. Rejects with what it writes to stderr if it fails.
 */
export async function runInProcess<Recorded>(
  args: readonly string[],
  programs: readonly unknown[],
  env: Readonly<Record<string, string>> = {},
): Promise<Recorded[]> {
  const child = spawn(process.execPath, args, {
    env: { ...inheritedEnvironment(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A child that cannot start says so on stderr.
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(programs));
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  if (code !== 0) throw new Error(`${args.join(' ')} failed: ${errors}`);
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded);
}
