import { caught, chat, named, streamed } from './chats';
import { withEachClient } from './clients';

withEachClient('attempts are one call', async (one) => {
  await one.openai.chat.completions.create(chat('busy'));
  expect(one.stub.requests).toHaveLength(2);
  const { span, requests } = await named(one, 'chat busy');
  expect(requests).toHaveLength(2);
  expect(span.status.code).toBe(0);
  expect(span.attributes).not.toHaveProperty(['error.type']);
});

withEachClient('an error is recorded, and reaches the caller', async (one) => {
  const { openai, sent } = one;
  const failures = [
    [() => openai.chat.completions.create(chat('refusing')), 'BadRequestError'],
    [() => openai.chat.completions.create(chat('failing')), 'InternalServerError'],
    [() => openai.chat.completions.parse(chat('refusing')), 'BadRequestError'],
    [() => openai.chat.completions.create(chat('garbled')), 'SyntaxError'],
  ] as const;
  for (const [request, type] of failures) {
    const error = await caught(request());
    expect((error as Error).constructor.name).toBe(type);
  }
  const { spans, logs } = await sent();
  const calls = spans.filter(({ name }) => name !== 'HTTP');
  expect(calls.map(({ attributes }) => attributes['error.type']).toSorted()).toEqual([
    'BadRequestError',
    'BadRequestError',
    'InternalServerError',
    'SyntaxError',
  ]);
  for (const { status } of calls) expect(status.code).toBe(2);
  expect(logs).toHaveLength(4);
});

withEachClient('a stream that breaks fails', async (one) => {
  const stream = await one.openai.chat.completions.create(streamed('broken'));
  const read = async () => {
    for await (const chunk of stream) void chunk;
  };
  const error = await caught(read());
  expect(error).toHaveProperty('message');
  const { span } = await named(one, 'chat broken');
  expect(span.attributes).toMatchObject({
    'error.type': (error as Error).constructor.name,
    'gen_ai.response.finish_reasons': ['error'],
    'gen_ai.response.id': 'answer-1',
  });
});

withEachClient('an abort is an error, and a reader that leaves is none', async (one) => {
  const { openai, sent } = one;
  const controller = new AbortController();
  const aborted = await openai.chat.completions.create(streamed('slow'), {
    signal: controller.signal,
  });
  for await (const chunk of aborted) {
    void chunk;
    controller.abort();
  }
  const left = await openai.chat.completions.create(streamed('slow'));
  for await (const chunk of left) {
    void chunk;
    break;
  }
  const before = new AbortController();
  before.abort();
  const early = openai.chat.completions.create(chat(), { signal: before.signal });
  expect(await caught(early)).toBeInstanceOf(one.library.OpenAI.APIUserAbortError);
  const { spans } = await sent();
  const calls = spans.filter(({ name }) => name !== 'HTTP');
  expect(calls.map(({ attributes }) => attributes['error.type'])).toEqual([
    'APIUserAbortError',
    undefined,
    'APIUserAbortError',
  ]);
});
