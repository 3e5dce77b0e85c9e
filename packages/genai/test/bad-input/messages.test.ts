import { genAiStats } from '@otel-native/genai';
import { withEachSdk } from '../support/genai';
import { request, throwing, type Attributes } from './values';

const captured = { captureContent: 'SPAN_ONLY' } as const;
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

/** What is passed as messages, and what is recorded of it. */
const messages: Record<string, [given: () => unknown, recorded: unknown]> = {
  'no messages': [() => undefined, undefined],
  'an empty list': [() => [], []],
  'a text': [() => 'hello', 'hello'],
  'NaN and Infinity': [() => [NaN, Infinity, 1], [1]],
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
