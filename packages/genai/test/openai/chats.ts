/** What tests of chats ask, and how they read what was recorded. */
import type { Case } from './clients';

export const messages = [
  { role: 'system' as const, content: 'Be brief.' },
  { role: 'user' as const, content: 'Is it warm?' },
];
export const chat = (model = 'gpt') => ({ model, messages });
export const streamed = (model = 'gpt') => ({ ...chat(model), stream: true as const });
export const tools = ['weather'].map((name) => ({
  type: 'function' as const,
  function: { name, description: 'The weather', parameters: { type: 'object' } },
}));

/** Returns the only call, whose children are the requests. */
export const named = async ({ sent }: Case, name = 'chat gpt') => {
  const { spans, points, logs } = await sent();
  const calls = spans.filter((span) => span.name !== 'HTTP');
  expect(calls.map((span) => span.name)).toEqual([name]);
  const requests = spans.filter((span) => span.name === 'HTTP');
  for (const { parentSpanId } of requests) expect(parentSpanId).toBe(calls[0]!.spanId);
  return { span: calls[0]!, requests, points, logs };
};

export const caught = (promise: PromiseLike<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
