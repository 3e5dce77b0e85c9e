import * as fc from 'fast-check';
import { hostileRuns, makeValue, recipes } from 'hostile-values';
import {
  createGenAi,
  genAiStats,
  type GenAi,
  type GenAiCall,
  type InferenceResult,
} from '@otel-native/genai';
import { sdkNames, startTelemetry, useContexts } from './support/telemetry';
import { withEachSdk } from './support/genai';

type Call = GenAiCall<InferenceResult>;
type Attributes = Record<string, unknown>;

const captured = { captureContent: 'SPAN_ONLY' } as const;
const request = { provider: 'openai', model: 'gpt-5' };
const input = 'gen_ai.input.messages';

function cyclic(): unknown {
  const message: Record<string, unknown> = {
    role: 'user',
    parts: [{ type: 'text', content: 'a' }],
  };
  message['self'] = message;
  return [message];
}

function deep(levels: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

function throwing(member: string): object {
  return Object.defineProperty({ role: 'user' }, member, {
    enumerable: true,
    get() {
      throw new Error('unreadable');
    },
  });
}

/** What is passed as messages, and what is recorded of it. */
const messages: Record<string, [given: () => unknown, recorded: unknown]> = {
  'no messages': [() => undefined, undefined],
  'an empty list': [() => [], []],
  'a text': [() => 'hello', 'hello'],
  'a number that is none': [() => [NaN, Infinity, 1], [1]],
  'a cycle': [cyclic, [{ role: 'user', parts: [{ type: 'text', content: 'a' }] }]],
  'functions and symbols': [
    () => [{ role: 'user', parts: [() => 1, Symbol('s')], run() {} }],
    [{ role: 'user', parts: [] }],
  ],
  'a bigint': [() => [{ big: 12345678901234567890n }], [{ big: '12345678901234567890' }]],
  'an object of a class': [
    () => [new Map([['a', 1]]), new Date(0)],
    [{}, '1970-01-01T00:00:00.000Z'],
  ],
  'an error': [() => [new TypeError('bad')], [{ name: 'TypeError', message: 'bad' }]],
  'a getter that throws': [() => [throwing('parts')], [{ role: 'user' }]],
  'a revoked proxy': [
    () => {
      const { proxy, revoke } = Proxy.revocable([], {});
      revoke();
      return [proxy, 'kept'];
    },
    ['kept'],
  ],
  'a function that throws': [
    () => {
      throw new Error('no messages');
    },
    undefined,
  ],
  'an array with a billion holes': [
    () => ({ list: new Array(1_000_000_000), next: 1 }),
    { list: [] },
  ],
  'a blob without content': [
    () => [{ type: 'blob' }, { type: 'blob', modality: 7, content: {} }],
    Array(2).fill({ type: 'blob', modality: 'document', content: '', dropped_bytes: 0 }),
  ],
  'broken JSON of arguments': [
    () => [{ type: 'tool_call', name: 't', arguments: '{"a":' }],
    [{ type: 'tool_call', name: 't', arguments: '{"a":' }],
  ],
  'arguments that change the prototype': [
    () => [{ type: 'tool_call', name: 't', arguments: '{"__proto__":{"polluted":1}}' }],
    expect.anything(),
  ],
};

for (const [title, [given, recorded]] of Object.entries(messages)) {
  withEachSdk(
    `messages: ${title}`,
    async ({ genAi, sent }) => {
      genAi.inference({ ...request, inputMessages: given as never }, () => {});
      const { spans } = await sent();
      expect(spans).toHaveLength(1);
      const { attributes } = spans[0]!;
      expect(attributes['gen_ai.request.model']).toBe('gpt-5');
      expect(attributes[input]).toEqual(recorded);
      expect(({} as Attributes)['polluted']).toBeUndefined();
    },
    captured,
  );
}

withEachSdk(
  'values that are too deep are cut, and counted',
  async ({ genAi, sent }) => {
    const before = genAiStats().unrecordableContent;
    genAi.inference({ ...request, inputMessages: deep(1000) as never }, () => {});
    const { spans } = await sent();
    expect(JSON.stringify(spans[0]!.attributes[input]).replace(/[^[]/g, '').length).toBe(32);
    expect(genAiStats().unrecordableContent).toBe(before + 1);
  },
  captured,
);

/** What is set as the result, and the attributes that remain of it. */
const results: Record<string, [given: unknown, recorded: Attributes]> = {
  'usage that is missing': [{ usage: undefined }, {}],
  'usage that is null': [{ usage: null }, {}],
  'usage that is a text': [{ usage: 'many' }, {}],
  'negative and broken counts': [
    {
      usage: {
        inputTokens: -1,
        outputTokens: NaN,
        reasoningOutputTokens: 1.5,
        textInputTokens: '7',
      },
    },
    {},
  ],
  'one good count': [
    { usage: { inputTokens: -1, outputTokens: 7 } },
    { 'gen_ai.usage.output_tokens': 7 },
  ],
  'finish reasons of other types': [{ finishReasons: ['stop', 1] }, {}],
  'a model that is a number': [
    { responseModel: 5, responseId: 'r' },
    { 'gen_ai.response.id': 'r' },
  ],
  'a result that is a text': ['done', {}],
  'a result that is null': [null, {}],
  'a result whose getter throws': [throwing('usage'), {}],
};

for (const [title, [given, recorded]] of Object.entries(results)) {
  withEachSdk(`results: ${title}`, async ({ genAi, sent }) => {
    const call = genAi.inference.start(request);
    call.set(given as never);
    call.end(given as never);
    const { spans, points } = await sent();
    const { attributes } = spans[0]!;
    expect(attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5',
      ...recorded,
    });
    expect(points.every(({ value }) => value >= 0)).toBe(true);
  });
}

/** Options that are wrong; each has a span all the same. */
const options: Record<string, unknown> = {
  'no options': undefined,
  null: null,
  'a text': 'chat',
  'a model that is an object': { provider: 'openai', model: {} },
  'a getter that throws': throwing('model'),
  'a context that is none': { provider: 'openai', context: {} },
  'a start that is none': { provider: 'openai', startTime: 'yesterday' },
  'attributes that throw': { provider: 'openai', attributes: throwing('x') },
};

for (const [title, given] of Object.entries(options)) {
  withEachSdk(`options: ${title}`, async ({ genAi, sent }) => {
    expect(genAi.inference(given as never, () => 7)).toBe(7);
    genAi.tool(given as never, () => {});
    genAi.agent(given as never, () => {});
    genAi.evaluation(given as never, () => {});
    const { spans } = await sent();
    expect(spans.length === 3 || spans.length === 0).toBe(true);
  });
}

const errors: Record<string, [error: unknown, type: string, message: string]> = {
  'an error': [new TypeError('bad'), 'TypeError', 'bad'],
  'an error of a class without a name of its own': [
    new (class APIError extends Error {})('429'),
    'APIError',
    '429',
  ],
  'a text': ['broken', '_OTHER', 'broken'],
  undefined: [undefined, '_OTHER', 'undefined'],
  'a symbol': [Symbol('s'), '_OTHER', 'Symbol(s)'],
  'an object': [{ message: 'odd' }, '_OTHER', 'odd'],
  'an object without a prototype': [Object.create(null), '_OTHER', ''],
  'an object that cannot be read': [throwing('message'), '_OTHER', ''],
};

for (const [title, [error, type, message]] of Object.entries(errors)) {
  withEachSdk(`errors: ${title}`, async ({ genAi, sent }) => {
    let caught: unknown = 'nothing';
    try {
      genAi.inference(request, () => {
        throw error;
      });
    } catch (thrown) {
      caught = thrown;
    }
    expect(caught).toBe(error);
    const { spans, logs } = await sent();
    expect(spans[0]!.status).toEqual({ code: 2, message });
    expect(spans[0]!.attributes['error.type']).toBe(type);
    expect(logs[0]!.attributes['exception.type']).toBe(type);
  });
}

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

const kRuns = 40;

// Any value in any place: nothing is thrown, and the span beside it arrives as it is.
const places: Record<string, (genAi: GenAi, value: never, call: Call) => void> = {
  options: (genAi, value) => genAi.inference.start(value).end(),
  model: (genAi, value) => genAi.inference.start({ provider: 'p', model: value }).end(),
  input: (genAi, value) => genAi.inference.start({ provider: 'p', inputMessages: value }).end(),
  attributes: (genAi, value) => genAi.inference.start({ provider: 'p', attributes: value }).end(),
  arguments: (genAi, value) => genAi.tool.start({ name: 't', arguments: value }).end(),
  result: (_genAi, value, call) => call.set(value),
  output: (_genAi, value, call) => call.set({ outputMessages: value }),
  usage: (_genAi, value, call) => call.set({ usage: value }),
  error: (genAi, value) => genAi.inference.start({ provider: 'p' }).fail(value),
  end: (_genAi, value, call) => call.end(value, value),
  source: (_genAi, value, call) => void call.stream(value),
};

test.each(sdkNames)('any value in any place (%s SDK)', async (name) => {
  useContexts();
  const telemetry = startTelemetry(name);
  const genAi = createGenAi({ ...telemetry, captureContent: 'SPAN_AND_EVENT' });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(places)), recipes, async (place, recipe) => {
      const call = genAi.inference.start({ provider: 'p' });
      places[place]!(genAi, makeValue(recipe) as never, call);
      call.end();
      genAi.inference.start({ provider: 'neighbour' }).end({ responseId: 'whole' });
      const { spans } = await telemetry.collect();
      const neighbour = spans.find(
        ({ attributes }) => attributes['gen_ai.provider.name'] === 'neighbour',
      );
      expect(neighbour!.attributes['gen_ai.response.id']).toBe('whole');
    }),
    hostileRuns(kRuns),
  );
  await telemetry.shutdown();
});
