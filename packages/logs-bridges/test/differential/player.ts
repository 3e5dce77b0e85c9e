import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Library } from './side';
import { inheritedEnvironment } from 'test-support/run-node';
import { decodeLogs, type DecodedLog } from '../../../native-core/test/support/decode-logs';

/** What can be seen of a program from outside. */
export interface Outcome {
  /** Without what differs by design: the scope. */
  readonly records: Omit<DecodedLog, 'scope' | 'resource'>[];
  /** What the logger printed. */
  readonly lines: string[];
  /** What calls threw. */
  readonly thrown: string[];
}

/** What a child answers: `records` as OTLP requests. */
export interface Answer extends Omit<Outcome, 'records'> {
  readonly requests: Uint8Array[];
}

/** Plays programs in a process that has one of the two bridges. */
export class Player {
  readonly #child: ChildProcess;
  readonly #gone = new AbortController();

  constructor(library: Library, side: 'official' | 'native') {
    this.#child = fork(join(__dirname, 'child.ts'), [library, side], {
      env: inheritedEnvironment(),
      // Winston complains there of levels and transports.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    this.#child.once('exit', () => this.#gone.abort(new Error('the player has exited')));
  }

  async play(program: unknown): Promise<Outcome> {
    this.#child.send(program as object);
    const [answer] = (await once(this.#child, 'message', { signal: this.#gone.signal })) as [
      Answer,
    ];
    const { requests, lines, thrown } = answer;
    const records = requests
      .flatMap((bytes) => decodeLogs(bytes))
      .map(({ scope: _scope, resource: _resource, ...record }) => record);
    return { records, lines, thrown };
  }

  stop(): void {
    this.#child.kill();
  }
}
