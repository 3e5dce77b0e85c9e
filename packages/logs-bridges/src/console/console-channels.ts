import { channel } from 'node:diagnostics_channel';
import { Writable } from 'node:stream';
import type { ConsoleMethod } from './console-methods';

/** Called with the arguments of a call. */
export type ConsoleListener = (method: ConsoleMethod, args: readonly unknown[]) => void;

/**
 * Calls the listener before each call prints, until the returned function is called. Returns undefined if this runtime does not publish
 * the method.
 */
export function listenToChannel(
  method: ConsoleMethod,
  listener: ConsoleListener,
): (() => void) | undefined {
  const place = firstArgumentOf(method.name);
  if (place < 0) return undefined;
  return subscribe(method.name, (message) =>
    listener(method, place === 0 ? message : message.slice(place)),
  );
}

/**
 * Returns the place of the first argument in what is published, -1 if nothing is. Node's documentation does not name the place: a call
 * on a console that prints nothing shows it.
 */
function firstArgumentOf(name: ConsoleMethod['name']): number {
  const argument = Symbol('probe');
  let place = -1;
  const unsubscribe = subscribe(name, (message) => {
    place = message.indexOf(argument);
  });
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  new console.Console(nowhere)[name](argument);
  unsubscribe();
  return place;
}

function subscribe(name: string, listener: (message: unknown[]) => void): () => void {
  const published = channel(`console.${name}`);
  const onMessage = (message: unknown): void => {
    if (Array.isArray(message)) listener(message);
  };
  published.subscribe(onMessage);
  return () => void published.unsubscribe(onMessage);
}
