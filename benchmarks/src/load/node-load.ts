import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { Pinning } from '../harness/pinning.ts';
import type { LoadResult, LoadSource } from './load-source.ts';

const mainFile = fileURLToPath(new URL('main.ts', import.meta.url));

/** Our own generator, {@link Generator}, in a process aside. */
export function startNodeLoad(pinning: Pinning): LoadSource {
  const [command, ...args] = pinning.aside([process.execPath, mainFile]);
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the load generator ended');
  });
  ended.catch(() => undefined);
  return {
    description: 'generator of this repository',
    run: async (phase) => {
      const answered = once(child, 'message');
      child.send(phase);
      return (await Promise.race([answered, ended]))[0] as LoadResult;
    },
    stop: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
