import { context, trace } from '@opentelemetry/api';
import { genAiStats, type GenAi } from '@otel-native/genai';
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { withEachSdk, type Run } from './support/genai';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const request = { provider: 'openai', model: 'gpt-5', stream: true };
interface Chunk {
  text: string;
  usage?: { outputTokens: number };
}

async function* answer(count = 3): AsyncGenerator<Chunk, string> {
  for (let index = 0; index < count; index++) yield { text: `t${index}` };
  yield { text: '', usage: { outputTokens: count } };
  return 'done';
}

/** An object that iterates anew each time, as the streams of providers' clients do. */
class ProviderStream {
  controller = new AbortController();
  reads = 0;
  readonly #count: number;
  constructor(count = 3) {
    this.#count = count;
  }
  [Symbol.asyncIterator](): AsyncIterator<Chunk> {
    this.reads++;
    return answer(this.#count);
  }
}

function open<Source>(genAi: GenAi, source: Source): Source {
  return genAi.inference(request, (call) =>
    call.stream(source, ({ usage }: Chunk) => {
      if (usage !== undefined) call.set({ usage, finishReasons: ['stop'] });
    }),
  );
}

async function textOf(stream: AsyncIterable<Chunk>): Promise<string> {
  let all = '';
  for await (const { text } of stream) all += text;
  return all;
}

/** What a stream that was read to its end sends. */
async function expectWhole(run: Run): Promise<void> {
  const { spans, points } = await run.sent();
  expect(spans).toHaveLength(1);
  const { attributes, status } = spans[0]!;
  expect(status.code).toBe(0);
  expect(attributes).toMatchObject({
    'gen_ai.request.stream': true,
    'gen_ai.usage.output_tokens': 3,
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.response.time_to_first_chunk': expect.any(Number),
  });
  const first = points.find(({ name }) => name === 'gen_ai.client.inference.time_to_first_chunk');
  const rest = points.find(({ name }) => name === 'gen_ai.client.inference.time_per_output_chunk');
  expect(first).toMatchObject({ count: 1, unit: 's' });
  expect(first!.value).toBeCloseTo(attributes['gen_ai.response.time_to_first_chunk'] as number, 9);
  expect(rest).toMatchObject({ count: 3, unit: 's' });
  expect(rest!.bounds).toHaveLength(14);
  const { 'gen_ai.provider.name': provider, 'error.type': errorType } = rest!.attributes;
  expect([provider, errorType]).toEqual(['openai', undefined]);
}

withEachSdk('a generator', async (run) => {
  const stream = open(run.genAi, answer());
  expect((await run.sent()).spans).toEqual([]);
  expect(await textOf(stream)).toBe('t0t1t2');
  await expectWhole(run);
});

withEachSdk('an object that can be iterated stays the same object', async (run) => {
  const source = new ProviderStream();
  const stream = open(run.genAi, source);
  expect(stream).toBe(source);
  expect(await textOf(stream as AsyncIterable<Chunk>)).toBe('t0t1t2');
  await expectWhole(run);
  // The second time it is what it was.
  expect(await textOf(stream as AsyncIterable<Chunk>)).toBe('t0t1t2');
  expect(source.reads).toBe(2);
  expect((await run.sent()).spans).toEqual([]);
});

withEachSdk('a frozen object', async (run) => {
  const source = Object.freeze({ [Symbol.asyncIterator]: () => answer() });
  const stream = open(run.genAi, source);
  expect(await textOf(stream)).toBe('t0t1t2');
  await expectWhole(run);
});

withEachSdk('a web stream', async (run) => {
  const stream = open(run.genAi, ReadableStream.from(answer()));
  expect(stream).toBeInstanceOf(ReadableStream);
  expect(await textOf(stream as unknown as AsyncIterable<Chunk>)).toBe('t0t1t2');
  await expectWhole(run);
});

withEachSdk('a web stream of bytes keeps its kind', async ({ genAi, sent }) => {
  const source = new ReadableStream({
    type: 'bytes',
    start(controller) {
      controller.enqueue(new TextEncoder().encode('ab'));
      controller.enqueue(new TextEncoder().encode('c'));
      controller.close();
    },
  });
  const stream = genAi.inference(request, (call) => call.stream(source));
  const reader = stream.getReader({ mode: 'byob' });
  let all = '';
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(8));
    if (done) break;
    all += Buffer.from(value).toString();
  }
  expect(all).toBe('abc');
  expect((await sent()).spans).toHaveLength(1);
});

withEachSdk('an event emitter', async (run) => {
  const source = new EventEmitter();
  const stream = open(run.genAi, source);
  expect(stream).toBe(source);
  const texts: string[] = [];
  stream.on('data', ({ text }: Chunk) => texts.push(text));
  for await (const chunk of answer()) source.emit('data', chunk);
  source.emit('end');
  source.emit('close');
  expect(texts.join('')).toBe('t0t1t2');
  await expectWhole(run);
});

withEachSdk('a stream of Node, iterated', async (run) => {
  const stream = open(run.genAi, Readable.from(answer()));
  expect(await textOf(stream)).toBe('t0t1t2');
  await expectWhole(run);
});

withEachSdk('a stream of Node does not start by itself', async ({ genAi, sent }) => {
  const source = open(genAi, Readable.from(answer()));
  await new Promise((resolve) => setImmediate(resolve));
  expect(source.readableFlowing).toBeNull();
  source.destroy();
  await new Promise((resolve) => source.once('close', resolve));
  expect((await sent()).spans).toHaveLength(1);
});

withEachSdk('an emitter with other events, and one whose error nobody handles', async (run) => {
  const source = new EventEmitter();
  run.genAi.inference(request, (call) =>
    call.stream(source, undefined, { chunk: 'token', end: 'finished', error: 'failed' }),
  );
  source.emit('token', {});
  source.emit('finished');
  const failing = new EventEmitter();
  run.genAi.inference(request, (call) => call.stream(failing));
  expect(() => failing.emit('error', new TypeError('broken'))).toThrow('broken');
  const { spans } = await run.sent();
  expect(spans.map(({ status }) => status.code)).toEqual([0, 2]);
  expect(spans[0]!.attributes['gen_ai.response.time_to_first_chunk']).toBeGreaterThanOrEqual(0);
});

withEachSdk('a reader that stops in the middle', async ({ genAi, sent }) => {
  const stream = open(genAi, answer());
  for await (const { text } of stream) if (text === 't1') break;
  const readable = open(genAi, ReadableStream.from(answer()));
  const reader = readable.getReader();
  await reader.read();
  await reader.cancel('enough');
  const { spans, points } = await sent();
  expect(spans).toHaveLength(2);
  for (const { status, attributes } of spans) {
    expect(status.code).toBe(0);
    expect(attributes).not.toHaveProperty('error.type');
    expect(attributes).not.toHaveProperty('gen_ai.usage.output_tokens');
  }
  const rest = points.find(({ name }) => name.endsWith('time_per_output_chunk'));
  expect(rest!.count).toBe(1);
});

withEachSdk('an error in the middle reaches the reader and the span', async ({ genAi, sent }) => {
  async function* failing(): AsyncGenerator<Chunk> {
    yield { text: 'a' };
    throw new RangeError('connection lost');
  }
  await expect(textOf(open(genAi, failing()))).rejects.toThrow('connection lost');
  await expect(
    textOf(open(genAi, ReadableStream.from(failing())) as unknown as AsyncIterable<Chunk>),
  ).rejects.toThrow('connection lost');
  const { spans, logs } = await sent();
  expect(spans.map(({ attributes }) => attributes['error.type'])).toEqual([
    'RangeError',
    'RangeError',
  ]);
  expect(spans.every(({ status }) => status.message === 'connection lost')).toBe(true);
  expect(logs.map(({ eventName }) => eventName)).toEqual(
    Array(2).fill('gen_ai.client.inference.exception'),
  );
});

withEachSdk('what a generator does belongs to the call', async ({ genAi, sent }) => {
  async function* nested(): AsyncGenerator<Chunk> {
    for (const text of ['a', 'b']) {
      await new Promise((resolve) => setImmediate(resolve));
      genAi.tool({ name: text }, () => {});
      yield { text };
    }
  }
  await genAi.agent({ name: 'reader' }, async () => {
    const stream = open(genAi, nested());
    const readers: (string | undefined)[] = [];
    for await (const { text } of stream) {
      readers.push(text, trace.getSpan(context.active())?.spanContext().spanId);
    }
    expect(readers[1]).toBe(trace.getSpan(context.active())?.spanContext().spanId);
  });
  const { spans } = await sent();
  const idOf = (name: string) => spans.find((span) => span.name === name)!.spanId;
  const parentOf = (name: string) => spans.find((span) => span.name === name)!.parentSpanId;
  expect(parentOf('execute_tool a')).toBe(idOf('chat gpt-5'));
  expect(parentOf('execute_tool b')).toBe(idOf('chat gpt-5'));
  expect(parentOf('chat gpt-5')).toBe(idOf('invoke_agent reader'));
});

withEachSdk(
  'an abandoned stream ends with its last chunk, and is counted',
  async ({ genAi, sent }) => {
    const before = genAiStats().abandonedStreams;
    await (async () => {
      const iterator = open(genAi, answer())[Symbol.asyncIterator]();
      await iterator.next();
      const provider = open(genAi, new ProviderStream()) as unknown as AsyncIterable<Chunk>;
      await provider[Symbol.asyncIterator]().next();
      open(genAi, ReadableStream.from(answer()));
    })();
    const readTo = Date.now();
    for (let round = 0; round < 200 && genAiStats().abandonedStreams < before + 3; round++) {
      collectGarbage();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(genAiStats().abandonedStreams).toBe(before + 3);
    const { spans } = await sent();
    expect(spans).toHaveLength(3);
    const read = spans.filter(
      ({ attributes }) => attributes['gen_ai.response.time_to_first_chunk'] !== undefined,
    );
    expect(read).toHaveLength(2);
    for (const { endTimeUnixNano, status } of read) {
      expect(Number(BigInt(endTimeUnixNano) / 1_000_000n)).toBeLessThanOrEqual(readTo + 2);
      expect(status.code).toBe(0);
    }
  },
);

withEachSdk(
  'a stream that is read while only its iterator is held is not abandoned',
  async ({ genAi, sent }) => {
    const before = genAiStats().abandonedStreams;
    const stream = open(genAi, new ProviderStream()) as unknown as AsyncIterable<Chunk>;
    const iterator = stream[Symbol.asyncIterator]();
    await iterator.next();
    for (let round = 0; round < 5; round++) {
      collectGarbage();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    while ((await iterator.next()).done !== true);
    expect(genAiStats().abandonedStreams).toBe(before);
    expect((await sent()).spans).toHaveLength(1);
  },
);
