import { context, createContextKey, type Context } from '@opentelemetry/api';

/** The API makes one symbol of one description: copies of this package in a process share the key. */
const kConversationId = createContextKey('otel-native genai conversation id');

/**
 * Runs `fn` as a part of a conversation: the calls that it makes, also later ones that it starts, have
 * `gen_ai.conversation.id`, unless they name another.
 *
 * The conventions ask for the id that the application knows the conversation by. Pass no made-up one.
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
