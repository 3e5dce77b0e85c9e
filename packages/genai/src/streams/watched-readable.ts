import { ReadableStream, type ReadableStreamDefaultReader } from 'node:stream/web';
import type { StreamWatch } from './stream-watch';

export function isReadableStream(source: object): source is ReadableStream<unknown> {
  if (source instanceof ReadableStream) return true;
  const { getReader, cancel } = source as Partial<ReadableStream>;
  return typeof getReader === 'function' && typeof cancel === 'function';
}

/** Watches a web stream: returns one that is read in its place, at the pace of its reader. Undefined if the source has a reader already. */
export function watchReadable(
  source: ReadableStream<unknown>,
  watch: StreamWatch,
): ReadableStream<unknown> | undefined {
  if (source.locked) return undefined;
  const isBytes = isByteStream(source);
  const reader = source.getReader();
  const watched = isBytes ? byteStream(reader, watch) : objectStream(reader, watch);
  watch.guard(watched);
  return watched;
}

function isByteStream(source: ReadableStream): boolean {
  try {
    source.getReader({ mode: 'byob' }).releaseLock();
    return true;
  } catch {
    return false;
  }
}

type Reader = ReadableStreamDefaultReader<unknown>;

function objectStream(reader: Reader, watch: StreamWatch): ReadableStream<unknown> {
  const source = {
    async pull(controller: { enqueue(chunk: unknown): void; close(): void }) {
      const { done, value } = await read(reader, watch);
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason: unknown) => cancel(reader, watch, reason),
  };
  return new ReadableStream<unknown>(source, { highWaterMark: 0 });
}

function byteStream(reader: Reader, watch: StreamWatch): ReadableStream<unknown> {
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      let step = await read(reader, watch);
      // A byte stream refuses empty chunks.
      while (!step.done && (step.value as Uint8Array).byteLength === 0) {
        step = await read(reader, watch);
      }
      if (!step.done) return controller.enqueue(step.value as Uint8Array);
      controller.close();
      // A reader with a buffer of its own waits for it.
      (controller.byobRequest as { respond(bytes: number): void } | null)?.respond(0);
    },
    cancel: (reason) => cancel(reader, watch, reason),
  });
}

async function read(
  reader: Reader,
  watch: StreamWatch,
): Promise<{ done: boolean; value?: unknown }> {
  try {
    const step = await watch.run(() => reader.read());
    if (step.done) watch.end();
    else watch.chunk(step.value);
    return step;
  } catch (error) {
    watch.fail(error);
    throw error;
  }
}

async function cancel(reader: Reader, watch: StreamWatch, reason: unknown): Promise<void> {
  try {
    await watch.run(() => reader.cancel(reason));
    watch.cancel();
  } catch (error) {
    watch.fail(error);
    throw error;
  }
}
