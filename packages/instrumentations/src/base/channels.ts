import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Scope } from './scope';

/** Called with the message of a channel. */
export type ChannelListener = (message: unknown) => void;

/**
 * Subscriptions to channels that begin and end together. An error of a listener is logged: Node would end the process for
 * it.
 */
export class Channels {
  readonly #listeners: readonly (readonly [name: string, listener: ChannelListener])[];

  constructor(scope: Scope, listeners: Readonly<Record<string, ChannelListener>>) {
    this.#listeners = Object.entries(listeners).map(([name, listener]) => [
      name,
      (message) => {
        try {
          listener(message);
        } catch (error) {
          scope.error(`${name} failed`, error);
        }
      },
    ]);
  }

  subscribe(): void {
    for (const [name, listener] of this.#listeners) subscribe(name, listener);
  }

  unsubscribe(): void {
    for (const [name, listener] of this.#listeners) unsubscribe(name, listener);
  }
}
