import type {
  InputMessage,
  MessagePart,
  OutputMessage,
  ToolDefinition,
} from '../content/message-types';
import { listOf, membersOf, textOf, type Members } from '../clients/members';
import { audioPart, filePart, imagePart, textPart } from './parts';

/** Returns the messages of a chat in the form of the conventions. */
export function inputMessages(messages: unknown): InputMessage[] {
  return listOf(messages).map((message) => ({
    role: String(message['role']),
    ...(typeof message['name'] === 'string' && { name: message['name'] }),
    parts: partsOf(message),
  }));
}

/** Returns a message for each choice. */
export function outputMessages(choices: unknown): OutputMessage[] {
  return listOf(choices).map((choice) => {
    const message = membersOf(choice['message']);
    return { role: textOf(message['role']) ?? 'assistant', parts: partsOf(message) };
  });
}

export function toolDefinitions(tools: unknown): ToolDefinition[] | undefined {
  if (!Array.isArray(tools)) return undefined;
  return listOf(tools).map((tool) => {
    const type = String(tool['type']);
    const { name, description, parameters } = membersOf(tool[type]);
    return { type, name: String(name), description, parameters };
  });
}

function partsOf(message: Members): MessagePart[] {
  const { content, tool_call_id: id, refusal, audio } = message;
  if (message['role'] === 'tool') {
    const response = Array.isArray(content) ? contentParts(content) : content;
    return [{ type: 'tool_call_response', id: textOf(id), response }];
  }
  return [
    ...contentParts(content),
    ...(typeof refusal === 'string' ? [refusalPart(refusal)] : []),
    ...audioAnswer(membersOf(audio)),
    ...listOf(message['tool_calls']).map(toolCall),
    ...(typeof message['function_call'] === 'object' && message['function_call'] !== null
      ? [toolCall({ type: 'function', function: message['function_call'] })]
      : []),
  ];
}

function contentParts(content: unknown): MessagePart[] {
  if (typeof content === 'string') return [textPart(content)];
  return listOf(content).map((part) => {
    switch (part['type']) {
      case 'text':
        return textPart(part['text']);
      case 'refusal':
        return refusalPart(part['refusal']);
      case 'image_url':
        return imagePart(membersOf(part['image_url'])['url']);
      case 'input_audio':
        return audioPart(membersOf(part['input_audio']));
      case 'file':
        return filePart(membersOf(part['file']));
      default:
        return { type: String(part['type']) };
    }
  });
}

function toolCall(call: Members): MessagePart {
  const type = String(call['type'] ?? 'function');
  const called = membersOf(call[type]);
  return {
    type: 'tool_call',
    id: textOf(call['id']),
    name: String(called['name']),
    arguments: called['arguments'] ?? called['input'],
  };
}

function refusalPart(refusal: unknown): MessagePart {
  return { type: 'refusal', content: String(refusal) };
}

/** An answer that is spoken has its text too. */
function audioAnswer({ data, transcript }: Members): MessagePart[] {
  const text = typeof transcript === 'string' ? [textPart(transcript)] : [];
  return typeof data === 'string' ? [...text, audioPart({ data })] : text;
}
