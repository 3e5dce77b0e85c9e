import { Channels, type ChannelListener } from './channels';
import type { Scope } from './scope';

type Listeners = Readonly<Record<string, ChannelListener>>;

/** Subscriptions to channels that announce calls. Calls that are open when recording stops are heard to their ends. */
export class CallChannels {
  readonly #starts: Channels;
  readonly #ends: Channels;
  #isStopped = true;
  #hearsEnds = false;
  #openCalls = 0;

  /** @param starts channels where calls begin; `ends` are all others of a call */
  constructor(scope: Scope, starts: Listeners, ends: Listeners) {
    this.#starts = new Channels(scope, starts);
    this.#ends = new Channels(scope, ends);
  }

  subscribe(): void {
    this.#isStopped = false;
    this.#starts.subscribe();
    if (!this.#hearsEnds) this.#ends.subscribe();
    this.#hearsEnds = true;
  }

  /** Hears of no new call any more. Those that are open still end. */
  unsubscribe(): void {
    this.#isStopped = true;
    this.#starts.unsubscribe();
    this.#leaveEnds();
  }

  opened(): void {
    this.#openCalls++;
  }

  /** To be called once for each open call. */
  closed(): void {
    this.#openCalls--;
    // A call may announce more than one end: an error, for example, before its end.
    if (this.#isStopped) queueMicrotask(() => this.#leaveEnds());
  }

  #leaveEnds(): void {
    if (!this.#isStopped || !this.#hearsEnds || this.#openCalls > 0) return;
    this.#hearsEnds = false;
    this.#ends.unsubscribe();
  }
}
