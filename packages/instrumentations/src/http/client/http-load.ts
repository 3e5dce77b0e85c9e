import { Channels } from '../../base/channels';
import type { Scope } from '../../base/scope';

/** Node's channels for a `require()` that returns, an `import` whose modules are linked (Node 24), and one that has run. */
const kLoadChannels = [
  'tracing:module.require:end',
  'tracing:module.import:end',
  'tracing:module.import:asyncEnd',
];

/** The part of `node:http` and `node:https` that has agents. */
const kAgents = 'NativeModule _http_agent';

/** Notices that HTTP is loaded. A process that never loads it is spared 34 of Node's modules. */
export class HttpLoad {
  readonly #channels: Channels;
  readonly #listener: () => void;
  #isWaiting = false;

  /** @param listener called once after each `wait()` */
  constructor(scope: Scope, listener: () => void) {
    this.#listener = listener;
    const look = (): void => this.look();
    this.#channels = new Channels(
      scope,
      Object.fromEntries(kLoadChannels.map((name) => [name, look])),
    );
  }

  wait(): void {
    this.#isWaiting = true;
    this.#channels.subscribe();
    this.look();
  }

  /** Looks again. The first module of an application may use HTTP before a channel announces it (Node 22). */
  look(): void {
    if (!this.#isWaiting || !isLoaded()) return;
    this.stop();
    this.#listener();
  }

  stop(): void {
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    this.#channels.unsubscribe();
  }
}

function isLoaded(): boolean {
  const { moduleLoadList } = process as { moduleLoadList?: readonly string[] };
  // A runtime without the list loads it now.
  return moduleLoadList?.includes(kAgents) ?? true;
}
