import type { StreamWatch } from './stream-watch';
import { WatchedIterator } from './watched-iterator';

type Iterable = AsyncIterable<unknown, unknown, unknown>;

export function isAsyncIterable(source: object): source is Iterable {
  return typeof (source as Partial<Iterable>)[Symbol.asyncIterator] === 'function';
}

export function isAsyncIterator(source: object): source is AsyncIterator<unknown> {
  return typeof (source as Partial<AsyncIterator<unknown>>).next === 'function';
}

/**
 * Watches an object that can be iterated, such as the streams of providers' clients, and returns the same object. The first
 * iteration is watched, and a further one is what it was.
 */
export function watchIterable(source: Iterable, watch: StreamWatch): Iterable {
  const original = source[Symbol.asyncIterator];
  let isClaimed = false;
  const iterate = function (this: Iterable): AsyncIterator<unknown, unknown, unknown> {
    const iterator = made(() => original.call(this), isClaimed ? undefined : watch);
    if (isClaimed) return iterator;
    isClaimed = true;
    return new WatchedIterator(iterator, watch, this);
  };
  if (Reflect.defineProperty(source, Symbol.asyncIterator, property(iterate))) {
    watch.guard(source);
    return source;
  }
  const frozen = { [Symbol.asyncIterator]: () => iterate.call(source) };
  watch.guard(frozen);
  return frozen;
}

/** Watches a generator, or another iterator: returns one that is read in its place. */
export function watchIterator(source: AsyncIterator<unknown>, watch: StreamWatch): Iterable {
  const watched = new WatchedIterator(source, watch);
  watch.guard(watched);
  return watched;
}

/** Makes an iterator in the context of the call, which fails where that fails. */
function made<Made>(make: () => Made, watch: StreamWatch | undefined): Made {
  if (watch === undefined) return make();
  try {
    return watch.run(make);
  } catch (error) {
    watch.fail(error);
    throw error;
  }
}

function property(value: unknown): PropertyDescriptor {
  return { value, configurable: true, writable: true, enumerable: false };
}
