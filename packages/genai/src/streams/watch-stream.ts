import { quietly } from '../telemetry/quietly';
import { StreamWatch, type StreamListener } from './stream-watch';
import { isEmitter, watchEmitter, type StreamEvents } from './watched-emitter';
import { isAsyncIterable, isAsyncIterator, watchIterable, watchIterator } from './watched-iterable';
import { isReadableStream, watchReadable } from './watched-readable';

/**
 * Watches an async iterable, a generator, a `ReadableStream` or an event emitter. Returns what the application reads in its place,
 * which for iterables and emitters is the same object; undefined if it is none of them, or cannot be watched. Never throws.
 */
export function watchStream(
  source: unknown,
  listener: StreamListener,
  events: StreamEvents = {},
): unknown {
  if (typeof source !== 'object' || source === null) return undefined;
  return quietly(() => {
    const watch = new StreamWatch(listener);
    if (isReadableStream(source)) return watchReadable(source, watch);
    if (isEmitter(source)) return watchEmitter(source, watch, events);
    if (!isAsyncIterable(source)) return undefined;
    return isAsyncIterator(source) ? watchIterator(source, watch) : watchIterable(source, watch);
  });
}
