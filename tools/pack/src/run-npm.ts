import { execFileSync } from 'node:child_process';

/** Runs npm and returns what it printed. Throws, with its messages, where it fails. */
export function runNpm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    // Not the settings that npm gave to the script which runs us.
    env: withoutNpmSettings(process.env),
    maxBuffer: 64 * 1024 * 1024,
  });
}

function withoutNpmSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(
    ([name]) => !/^npm_(lifecycle|package|command)/.test(name),
  );
  return Object.fromEntries(own);
}
