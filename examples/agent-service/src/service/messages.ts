import type { InputMessage, MessagePart } from '@otel-native/genai';

/** Messages as a chat-completions API has them, and as GenAI telemetry has them. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON. */
  readonly arguments: string;
}

export type Message =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | {
      readonly role: 'assistant';
      readonly content: string;
      readonly toolCalls: readonly ToolCall[];
    }
  | { readonly role: 'tool'; readonly content: string; readonly toolCallId: string };

/** What the model answered, and what it cost. */
export interface Completion {
  readonly id: string;
  readonly model: string;
  readonly content: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export function toWireMessage(message: Message): object {
  switch (message.role) {
    case 'assistant':
      return {
        role: 'assistant',
        content: message.content,
        tool_calls: message.toolCalls.map(({ id, name, arguments: json }) => ({
          id,
          type: 'function',
          function: { name, arguments: json },
        })),
      };
    case 'tool':
      return { role: 'tool', content: message.content, tool_call_id: message.toolCallId };
    default:
      return message;
  }
}

export function toTracedMessage(message: Message): InputMessage {
  switch (message.role) {
    case 'assistant':
      return { role: 'assistant', parts: assistantParts(message) };
    case 'tool':
      return {
        role: 'tool',
        parts: [{ type: 'tool_call_response', id: message.toolCallId, response: message.content }],
      };
    default:
      return { role: message.role, parts: [{ type: 'text', content: message.content }] };
  }
}

function assistantParts({ content, toolCalls }: Pick<Completion, 'content' | 'toolCalls'>) {
  const calls = toolCalls.map((call): MessagePart => ({ type: 'tool_call', ...call }));
  return content === '' ? calls : [{ type: 'text', content }, ...calls];
}
