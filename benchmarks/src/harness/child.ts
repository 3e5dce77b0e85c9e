import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

import type { Pinning } from './pinning.ts';

/**
 * Runs a worker file in a fresh, pinned Node process, gives it `task` as its argument, and parses the last line
 * that it prints as JSON. Throws when the worker fails or takes longer than `timeoutMs`. `nodeOptions` are for Node itself,
 * and `environment` is added to the worker's.
 */
export async function runWorker<Result>(
  file: string,
  task: unknown,
  pinning: Pinning,
  timeoutMs: number,
  nodeOptions: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Result> {
  // Not process.execArgv: it may hold `--eval` with a program, which would then run instead of the worker.
  const [command, ...args] = pinning.measured([
    process.execPath,
    ...nodeOptions,
    file,
    JSON.stringify(task),
  ]);
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...environmentOfWorkers(), ...environment },
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const [output, [code, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) {
    throw new Error(`${JSON.stringify(task)} failed: exit code ${code}, signal ${signal}`);
  }
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as Result;
}

const settingOfSdk = /^(OTEL|DD|ELASTIC_APM|NEW_RELIC)_/;

/** Without settings for the SDKs: what someone has exported in the shell must not decide a figure. */
export function environmentOfWorkers(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !settingOfSdk.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: 'production' };
}
