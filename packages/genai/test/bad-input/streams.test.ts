import { withEachSdk } from '../support/genai';
import { request } from './values';

interface StreamCase {
  readonly source: () => AsyncIterable<unknown>;
  /** Reads it, and returns what it was read to, or the error. */
  readonly read?: (stream: AsyncIterable<unknown>) => Promise<unknown>;
  readonly outcome: unknown;
  readonly errorType?: string;
}

const readAll = async (stream: AsyncIterable<unknown>) => {
  let count = 0;
  for await (const chunk of stream) count += Number(chunk !== undefined);
  return count;
};

const readOne = async (stream: AsyncIterable<unknown>) => {
  for await (const chunk of stream) return chunk;
};
const iterable = (iterator: object) =>
  ({ [Symbol.asyncIterator]: () => iterator }) as AsyncIterable<unknown>;
const endless = { next: async () => ({ done: false, value: 'x' }) };
const failed = new TypeError('cleanup failed');

const streams: Record<string, StreamCase> = {
  '100,000 chunks': {
    source: async function* () {
      for (let index = 0; index < 100_000; index++) yield index;
    },
    read: readAll,
    outcome: 100_000,
  },
  'an iterator without return': { source: () => iterable(endless), read: readOne, outcome: 'x' },
  'an iterator that throws in return': {
    source: () =>
      iterable({
        ...endless,
        return() {
          throw failed;
        },
      }),
    read: readOne,
    outcome: failed,
    errorType: 'TypeError',
  },
  'an iterator that rejects in return': {
    source: () => iterable({ ...endless, return: () => Promise.reject(failed) }),
    read: readOne,
    outcome: failed,
    errorType: 'TypeError',
  },
  'an iterator that throws in next': {
    source: () =>
      iterable({
        next() {
          throw failed;
        },
      }),
    outcome: failed,
    errorType: 'TypeError',
  },
  'an iterable whose iterator cannot be made': {
    source: () => ({
      [Symbol.asyncIterator]() {
        throw failed;
      },
    }),
    outcome: failed,
    errorType: 'TypeError',
  },
};

for (const [title, { source, read = readAll, outcome, errorType }] of Object.entries(streams)) {
  withEachSdk(`streams: ${title}`, async ({ genAi, sent }) => {
    const stream = genAi.inference(request, (call) => call.stream(source()));
    expect(await read(stream).catch((error: unknown) => error)).toBe(outcome);
    const { spans, points } = await sent();
    expect(spans).toHaveLength(1);
    expect(spans[0]!.attributes['error.type']).toBe(errorType);
    expect(spans[0]!.status.code).toBe(errorType === undefined ? 0 : 2);
    const rest = points.find(({ name }) => name.endsWith('time_per_output_chunk'));
    expect(rest?.count).toBe(outcome === 100_000 ? 99_999 : undefined);
  });
}

withEachSdk('streams: a reader of chunks that throws', async ({ genAi, sent }) => {
  const stream = genAi.inference(request, (call) =>
    call.stream(iterable({ ...endless }), () => {
      throw new Error('cannot read chunk');
    }),
  );
  expect(await readOne(stream)).toBe('x');
  expect((await sent()).spans.map(({ status }) => status.code)).toEqual([0]);
});

withEachSdk('streams: what is none stays as it is', async ({ genAi, sent }) => {
  for (const source of [undefined, null, 'text', 7, { a: 1 }, [1]]) {
    expect(genAi.inference(request, (call) => call.stream(source))).toBe(source);
  }
  const locked = ReadableStream.from(['a']);
  const reader = locked.getReader();
  expect(genAi.inference(request, (call) => call.stream(locked))).toBe(locked);
  expect((await reader.read()).value).toBe('a');
  expect((await sent()).spans).toHaveLength(7);
});

withEachSdk('a promise with methods of its own stays the same object', async ({ genAi, sent }) => {
  class ApiPromise extends Promise<string> {
    withResponse() {
      return 'response';
    }
    override then: Promise<string>['then'] = (...handlers) =>
      Promise.prototype.then.apply(this, handlers as never) as never;
  }
  const made = new ApiPromise((resolve) => resolve('answer'));
  const got = genAi.inference(request, () => made);
  expect(got).toBe(made);
  expect(got.withResponse()).toBe('response');
  expect(await got).toBe('answer');
  expect((await sent()).spans).toHaveLength(1);
});
