import type { CallResult, GenAiCall } from '../calls/gen-ai-call';
import { quietly } from '../telemetry/quietly';
import { membersOf } from './members';
import { watchStream } from '../streams/watch-stream';
import type { StreamListener } from '../streams/stream-watch';
import type { ChunkCollector, ObservedApi } from './observed-api';

type Chunks = AsyncIterator<unknown, unknown, unknown>;

/** A `Stream` of the client. All its ways to be read make their iterator with `iterator`: `for await`, `tee()`, `toReadableStream()`. */
export interface ClientStream {
  iterator: () => Chunks;
  readonly controller: AbortController;
}

export const kStreamMembers = {
  iterator: (member: unknown) => typeof member === 'function',
  controller: (member: unknown) => membersOf(member)['signal'] !== undefined,
};

export function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof Reflect.get(membersOf(value), Symbol.asyncIterator) === 'function';
}

/** Ends the call with the stream, which stays the same object. */
export function observeStream(
  stream: ClientStream,
  call: GenAiCall<CallResult>,
  api: ObservedApi,
  collector: ChunkCollector,
): void {
  const original = stream.iterator;
  const ends: Ends = {
    done: () => finish(call, collector, stream.controller.signal, api),
    left(error) {
      const result = collector.result();
      if (error !== undefined && api.isCancelled?.(error) === true) call.end(result);
      else call.set(result);
    },
  };
  const source = {
    [Symbol.asyncIterator]: () => settling(original.call(stream), ends),
  };
  const watched = watchStream(source, listenerOf(call, collector)) as AsyncIterable<unknown>;
  stream.iterator = () => watched[Symbol.asyncIterator]() as Chunks;
}

function listenerOf(call: GenAiCall<CallResult>, collector: ChunkCollector): StreamListener {
  let isFirst = true;
  return {
    context: call.context,
    onChunk(value) {
      const chunk = membersOf(value);
      if (collector.isOutput?.(chunk) !== false) call.chunk();
      collector.add(chunk);
      // A stream that nobody reads on is known by its first chunk.
      if (isFirst) call.set({ ...collector.result(), ...kUnfinished });
      isFirst = false;
    },
    onEnd: () => call.end(),
    onCancel: () => call.end(),
    onError: (error) => call.fail(error),
    owner: call,
  };
}

/** What only the end of a stream tells. */
const kUnfinished = { finishReasons: undefined, outputMessages: undefined };

function finish(
  call: GenAiCall<CallResult>,
  collector: ChunkCollector,
  signal: AbortSignal,
  api: ObservedApi,
): void {
  const result = collector.result();
  if (signal.aborted && api.isCancelled?.(abortError()) === true) return call.end(result);
  const failure = collector.failure();
  if (failure !== undefined) call.fail(failure, result);
  // The client ends an aborted stream without an error.
  else if (signal.aborted) call.fail(abortError(), result);
  else call.set(result);
}

/** What the client throws where an abort is an error. */
function abortError(): Error {
  return Object.assign(new Error('Request was aborted.'), { name: 'APIUserAbortError' });
}

interface Ends {
  done(): void;
  /** By the reader, or by an error. */
  left(error?: unknown): void;
}

/** Tells how the iterator ends before its reader learns of it. */
function settling(iterator: Chunks, ends: Ends): Chunks {
  return {
    next: async (...values) => {
      try {
        const step = await iterator.next(...values);
        if (step.done === true) quietly(() => ends.done());
        return step;
      } catch (error) {
        quietly(() => ends.left(error));
        throw error;
      }
    },
    ...(iterator.return && {
      return: (value?: unknown) => {
        quietly(() => ends.left());
        return iterator.return!(value);
      },
    }),
    ...(iterator.throw && { throw: (error?: unknown) => iterator.throw!(error) }),
  };
}
