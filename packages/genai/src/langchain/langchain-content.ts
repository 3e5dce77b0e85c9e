import { listOf, membersOf, textOf, type Members } from '../clients/members';
import type {
  InputMessage,
  MessagePart,
  OutputMessage,
  ToolDefinition,
} from '../content/message-types';

/** LangChain's types of messages, and the roles that providers know. */
const kRoles: Readonly<Record<string, string>> = { human: 'user', ai: 'assistant' };

/** Returns messages in the form of the conventions. A text is what the user says. */
export function inputMessages(messages: unknown): InputMessage[] | undefined {
  if (typeof messages === 'string') return [userMessage(messages)];
  if (!Array.isArray(messages) || messages.length === 0) return undefined;
  return messages.map((message: unknown) =>
    typeof message === 'string' ? userMessage(message) : messageOf(membersOf(message)),
  );
}

/** Returns the message of each choice. */
export function outputMessages(generations: readonly Members[]): OutputMessage[] | undefined {
  if (generations.length === 0) return undefined;
  return generations.map(({ message, text }) =>
    message === undefined
      ? { role: 'assistant', parts: [{ type: 'text', content: String(text) }] }
      : messageOf(membersOf(message)),
  );
}

/** Returns the message that a graph ends with. */
export function lastMessage(messages: unknown): OutputMessage[] | undefined {
  if (typeof messages === 'string') {
    return [{ role: 'assistant', parts: [{ type: 'text', content: messages }] }];
  }
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  return last === undefined ? undefined : [messageOf(membersOf(last))];
}

/** Tools are in the form that the provider takes: that of chats of OpenAI, that of Anthropic, or flat. */
export function toolDefinitions(tools: unknown): ToolDefinition[] | undefined {
  if (!Array.isArray(tools) || tools.length === 0) return undefined;
  return listOf(tools).map((tool) => {
    const { name, description, parameters, input_schema, schema } = {
      ...tool,
      ...membersOf(tool['function']),
    } as Members;
    const type = textOf(tool['type']) ?? 'function';
    return {
      type: type === 'custom' ? 'function' : type,
      name: textOf(name) ?? type,
      ...(description !== undefined && { description }),
      ...((parameters ?? input_schema ?? schema) !== undefined && {
        parameters: parameters ?? input_schema ?? schema,
      }),
    };
  });
}

function userMessage(content: string): InputMessage {
  return { role: 'user', parts: [{ type: 'text', content }] };
}

function messageOf(message: Members): InputMessage {
  const { content, name } = message;
  const callId = textOf(message['tool_call_id']);
  const parts: MessagePart[] =
    callId === undefined
      ? [...contentParts(content), ...listOf(message['tool_calls']).map(toolCall)]
      : [{ type: 'tool_call_response', id: callId, response: content }];
  return { role: roleOf(message), parts, ...(typeof name === 'string' && { name }) };
}

/** Inputs of graphs may be plain objects. */
function roleOf(message: Members): string {
  const { getType, _getType: olderGetType } = message;
  const method = getType ?? olderGetType;
  const type = textOf(typeof method === 'function' ? method.call(message) : message['type']);
  if (type === undefined || type === 'generic') return textOf(message['role']) ?? 'user';
  return kRoles[type] ?? type;
}

function contentParts(content: unknown): MessagePart[] {
  if (typeof content === 'string') {
    return content === '' ? [] : [{ type: 'text', content }];
  }
  // Calls of tools are a member of the message too.
  return listOf(content)
    .filter(
      ({ type }) => type !== 'tool_use' && type !== 'tool_call' && type !== 'input_json_delta',
    )
    .map(partOf);
}

function partOf(block: Members): MessagePart {
  const type = String(block['type']);
  switch (type) {
    case 'text':
    case 'output_text':
      return { type: 'text', content: String(block['text']) };
    case 'thinking':
    case 'reasoning':
      return { type: 'reasoning', content: String(block['thinking'] ?? block['reasoning'] ?? '') };
    case 'image_url': {
      const image = block['image_url'];
      const uri = typeof image === 'string' ? image : membersOf(image)['url'];
      return { type: 'uri', modality: 'image', uri: String(uri) };
    }
    case 'image':
    case 'audio':
    case 'video':
    case 'file':
      return dataPart(block, type === 'file' ? 'document' : type);
    default:
      return { type };
  }
}

/** Data has a URL, is here, or was uploaded before. */
function dataPart(block: Members, modality: string): MessagePart {
  const source = { ...block, ...membersOf(block['source']) } as Members;
  const mime_type = textOf(source['mimeType'] ?? source['mime_type'] ?? source['media_type']);
  const about = { modality, ...(mime_type !== undefined && { mime_type }) };
  const uri = textOf(source['url']);
  if (uri !== undefined) return { type: 'uri', ...about, uri };
  const { data, fileId, file_id } = source;
  const id = textOf(fileId) ?? textOf(file_id);
  if (id !== undefined) return { type: 'file', ...about, file_id: id };
  return {
    type: 'blob',
    ...about,
    content: data instanceof Uint8Array ? data : String(data ?? ''),
  };
}

function toolCall({ id, name, args }: Members): MessagePart {
  return { type: 'tool_call', id: textOf(id), name: String(name), arguments: args };
}
