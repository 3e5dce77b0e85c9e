import { withEachSdk } from '../support/genai';
import { request, throwing, type Attributes } from './values';

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
  'an object that is not a context': { provider: 'openai', context: {} },
  'a start that is not a time': { provider: 'openai', startTime: 'yesterday' },
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
