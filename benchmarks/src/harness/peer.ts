import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { environmentOfWorkers } from './child.ts';

/** A process that first sends its URL, and then answers messages. */
export class Peer {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  static async start(
    file: string,
    task: unknown,
    pinned: (command: [string, ...string[]]) => [string, ...string[]],
  ): Promise<Peer> {
    const [command, ...args] = pinned([process.execPath, file, JSON.stringify(task)]);
    const child = fork(args.at(-2) ?? file, [args.at(-1) ?? ''], {
      execPath: command,
      execArgv: args.slice(0, -2),
      env: environmentOfWorkers(),
    });
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return new Peer(child, url);
  }

  send(message: object): void {
    this.#child.send(message);
  }

  async next<Message>(): Promise<Message> {
    const gone = new AbortController();
    const onExit = () => gone.abort(new Error('a process of the benchmark ended early'));
    this.#child.once('exit', onExit);
    try {
      const [message] = (await once(this.#child, 'message', gone)) as [Message];
      return message;
    } finally {
      this.#child.off('exit', onExit);
    }
  }

  ask<Message>(message: object): Promise<Message> {
    const answer = this.next<Message>();
    this.send(message);
    return answer;
  }

  kill(): void {
    this.#child.kill();
  }
}
