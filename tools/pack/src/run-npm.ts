import { execFileSync } from 'node:child_process';

/** Runs npm and returns what it printed. Throws where it fails; its messages are on stderr then. */
export function outputOfNpm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: withoutNpmVariables(process.env),
  });
}

/** Runs npm and shows on stderr what it prints, as stdout is for the table. Throws where it fails. */
export function runNpm(args: readonly string[], cwd: string): void {
  execFileSync('npm', args, {
    cwd,
    stdio: ['ignore', 2, 2],
    env: withoutNpmVariables(process.env),
  });
}

/** Without what npm tells the script that it runs, and that is us, about itself. */
function withoutNpmVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(
    ([name]) => !/^npm_(lifecycle|package|command)/.test(name),
  );
  return Object.fromEntries(own);
}
