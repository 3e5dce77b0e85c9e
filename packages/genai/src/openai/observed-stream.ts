import type { CallResult, GenAiCall } from '../calls/gen-ai-call';
import { quietly } from '../telemetry/quietly';
import { membersOf } from '../clients/members';
import type { ChunkCollector } from './observed-api';

type Chunks = AsyncIterator<unknown, unknown, unknown>;

/** A `Stream` of the client. All its ways to be read make their iterator with `iterator`: `for await`, `tee()`, `toReadableStream()`. */
export interface OpenAIStream {
  iterator: () => Chunks;
  readonly controller: AbortController;
}

export function isStream(value: unknown): value is OpenAIStream {
  const { iterator, controller } = membersOf(value);
  return typeof iterator === 'function' && membersOf(controller)['signal'] !== undefined;
}

/** Ends the call with the stream, which stays the same object. */
export function observeStream(
  stream: OpenAIStream,
  call: GenAiCall<CallResult>,
  collector: ChunkCollector,
): void {
  const original = stream.iterator;
  let isFirst = true;
  const add = (chunk: unknown) => {
    collector.add(membersOf(chunk));
    // A stream that nobody reads on is known by its first chunk.
    if (isFirst) call.set({ ...collector.result(), ...kUnfinished });
    isFirst = false;
  };
  const source = {
    [Symbol.asyncIterator]: () =>
      settling(original.call(stream), {
        done: () => finish(call, collector, stream.controller.signal),
        left: () => call.set(collector.result()),
      }),
  };
  const watched = call.stream(source, add);
  stream.iterator = () => watched[Symbol.asyncIterator]();
}

/** What only the end of a stream tells. */
const kUnfinished = { finishReasons: undefined, outputMessages: undefined };

function finish(call: GenAiCall<CallResult>, collector: ChunkCollector, signal: AbortSignal): void {
  const result = collector.result();
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
  left(): void;
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
        quietly(() => ends.left());
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
