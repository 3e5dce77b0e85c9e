import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { ROOT_CONTEXT, context } from '@opentelemetry/api';
import { contextOfConversation, conversationIdOf, withConversation } from '@otel-native/genai';

test('a conversation id rides in the context, into asynchronous work and no further', async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const seen = await withConversation('conv_1', async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return conversationIdOf(context.active());
  });
  expect(seen).toBe('conv_1');
  expect(conversationIdOf(context.active())).toBeUndefined();
  expect(conversationIdOf(contextOfConversation(ROOT_CONTEXT, 'conv_2'))).toBe('conv_2');
  context.disable();
});

test('without a context manager the function runs all the same', () => {
  expect(withConversation('conv_1', () => 7)).toBe(7);
});
