import type {
  InputMessage,
  MessagePart,
  Modality,
  OutputMessage,
  ToolDefinition,
} from '../content/message-types';

/** A member of a message, whose shape nobody guarantees. */
type Members = Readonly<Record<string, unknown>>;

/** Returns the messages of a request in the form of the conventions. */
export function inputMessages(messages: unknown): InputMessage[] | undefined {
  if (!Array.isArray(messages) || messages.length === 0) return undefined;
  return messages.map((message: Members) => ({
    role: String(message['role']),
    parts: partsOf(message['content']),
  }));
}

/** Instructions are a text, a system message, or a list of them. */
export function systemInstructions(instructions: unknown): MessagePart[] | undefined {
  if (instructions === undefined || instructions === null) return undefined;
  return [instructions].flat().map((one: unknown) => ({
    type: 'text',
    content: String(typeof one === 'string' ? one : (one as Members)['content']),
  }));
}

/** Returns the answer as the message of one choice. */
export function outputMessages(content: unknown): OutputMessage[] | undefined {
  const parts = partsOf(content);
  return parts.length === 0 ? undefined : [{ role: 'assistant', parts }];
}

export function toolDefinitions(tools: unknown): ToolDefinition[] | undefined {
  if (!Array.isArray(tools) || tools.length === 0) return undefined;
  return tools.map((tool: Members) => ({
    type: tool['type'] === 'function' ? 'function' : 'extension',
    name: String(tool['name']),
    ...(tool['description'] !== undefined && { description: tool['description'] }),
    ...(tool['inputSchema'] !== undefined && { parameters: tool['inputSchema'] }),
  }));
}

function partsOf(content: unknown): MessagePart[] {
  if (typeof content === 'string') return [{ type: 'text', content }];
  return Array.isArray(content) ? content.map(partOf) : [];
}

function partOf(part: Members): MessagePart {
  switch (part['type']) {
    case 'text':
    case 'reasoning':
      return { type: part['type'], content: String(part['text']) };
    case 'tool-call':
      return {
        type: 'tool_call',
        id: part['toolCallId'] as string,
        name: String(part['toolName']),
        arguments: part['input'],
      };
    case 'tool-result':
    case 'tool-error':
      return {
        type: 'tool_call_response',
        id: part['toolCallId'] as string,
        response: responseOf(part),
      };
    case 'image':
      return dataPart(part['image'], part['mediaType'] ?? 'image/*');
    case 'file':
      return fileOf(part);
    default:
      return { type: String(part['type']) };
  }
}

/** In messages an output says its type: `{ type: 'json', value }`. In answers it is the value itself. */
function responseOf({ output, error }: Members): unknown {
  if (error !== undefined) return error instanceof Error ? error.message : error;
  const typed = output as Members | null | undefined;
  return typeof typed === 'object' && typed !== null && 'type' in typed && 'value' in typed
    ? typed['value']
    : output;
}

/** Files of answers hold their bytes one member deeper. */
function fileOf(part: Members): MessagePart {
  const file = part['file'] as Members | undefined;
  return file === undefined
    ? dataPart(part['data'], part['mediaType'])
    : dataPart(file['base64'], file['mediaType']);
}

function dataPart(data: unknown, mediaType: unknown): MessagePart {
  const mime_type = typeof mediaType === 'string' ? mediaType : undefined;
  const about = { mime_type, modality: modalityOf(mime_type) };
  const value = unwrapped(data);
  if (value instanceof URL || (typeof value === 'string' && /^https?:/.test(value))) {
    return { type: 'uri', ...about, uri: String(value) };
  }
  const content = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
  return {
    type: 'blob',
    ...about,
    content: content instanceof Uint8Array ? content : String(content),
  };
}

/** Newer versions write data as `{ type: 'data', data }` or `{ type: 'url', url }`. */
function unwrapped(data: unknown): unknown {
  const typed = data as Members | null | undefined;
  if (typeof typed !== 'object' || typed === null || typeof typed['type'] !== 'string') return data;
  return typed['data'] ?? typed['url'] ?? typed['text'];
}

function modalityOf(mediaType: string | undefined): Modality {
  const [kind = ''] = (mediaType ?? '').split('/');
  return ['image', 'video', 'audio'].includes(kind) ? kind : 'document';
}
