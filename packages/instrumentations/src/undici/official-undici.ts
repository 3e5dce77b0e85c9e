import { channel } from 'node:diagnostics_channel';

/** A private field: the listeners of a channel. It is another array after each change. */
interface Listened {
  readonly _subscribers?: readonly { readonly name: string }[];
}

/** The listener of `@opentelemetry/instrumentation-undici`, a bound method. */
const kOfficialListener = 'bound onRequestCreated';

/** Knows whether the official instrumentation listens. */
export class OfficialUndici {
  readonly #channel = channel('undici:request:create') as unknown as Listened;
  #seen: Listened['_subscribers'];
  #isListening = false;

  /** Looks again only after the listeners changed, as each request asks. */
  get isListening(): boolean {
    const { _subscribers: listeners } = this.#channel;
    if (listeners !== this.#seen) {
      this.#seen = listeners;
      this.#isListening = listeners?.some(({ name }) => name === kOfficialListener) ?? false;
    }
    return this.#isListening;
  }
}
