import { context, createContextKey, type Context } from '@opentelemetry/api';

/** The API makes one symbol of one description: copies of this package in a process share the key. */
const kConversationId = createContextKey('otel-native genai conversation id');

/**
 * Runs `fn` as a part of a conversation. All calls that `fn` makes or starts have `gen_ai.conversation.id`, unless they name another
 * conversation.
 *
 * Pass the id by which the application knows the conversation, as the conventions ask, and never a made-up one.
 */
export function withConversation<Result>(conversationId: string, fn: () => Result): Result {
  return context.with(contextOfConversation(context.active(), conversationId), fn);
}

/** Returns a context whose calls are a part of the conversation. */
export function contextOfConversation(parent: Context, conversationId: string): Context {
  return parent.setValue(kConversationId, conversationId);
}

export function conversationIdOf(context: Context): string | undefined {
  return context.getValue(kConversationId) as string | undefined;
}
