import type {
  InputMessage,
  MessagePart,
  OutputMessage,
  ToolDefinition,
} from '../content/message-types';
import { listOf, textOf, type Members } from '../clients/members';
import { audioPart, filePart, imagePart, textPart } from './parts';

/** Returns the input in the form of the conventions: a text is a message of the user, and each item of a list is one message. */
export function inputItems(input: unknown): InputMessage[] | undefined {
  if (typeof input === 'string') return [{ role: 'user', parts: [textPart(input)] }];
  if (!Array.isArray(input)) return undefined;
  return listOf(input).map((item) => ({ role: roleOf(item), parts: partsOf(item) }));
}

/** Returns the items of the answer as the message of its one choice. */
export function outputItems(output: unknown): OutputMessage[] | undefined {
  const parts = listOf(output).flatMap(partsOf);
  return parts.length === 0 ? undefined : [{ role: 'assistant', parts }];
}

/** Instructions are a text, or messages. */
export function systemInstructions(instructions: unknown): MessagePart[] | undefined {
  if (typeof instructions === 'string') return [textPart(instructions)];
  return Array.isArray(instructions) ? listOf(instructions).flatMap(partsOf) : undefined;
}

/** Tools of the provider, such as `web_search`, have a type and no name. */
export function toolDefinitions(tools: unknown): ToolDefinition[] | undefined {
  if (!Array.isArray(tools)) return undefined;
  return listOf(tools).map(({ type, name, description, parameters }) => ({
    type: String(type),
    name: textOf(name) ?? String(type),
    description,
    parameters,
  }));
}

function roleOf(item: Members): string {
  const { type, role } = item;
  if (typeof role === 'string') return role;
  return String(type).endsWith('_output') ? 'tool' : 'assistant';
}

function partsOf(item: Members): MessagePart[] {
  const { type = 'message', content, output } = item;
  const id = textOf(item['call_id']) ?? textOf(item['id']);
  switch (type) {
    case 'message':
      return typeof content === 'string' ? [textPart(content)] : listOf(content).map(partOf);
    case 'function_call':
    case 'custom_tool_call':
      return [
        {
          type: 'tool_call',
          id,
          name: String(item['name']),
          arguments: item['arguments'] ?? item['input'],
        },
      ];
    case 'function_call_output':
    case 'custom_tool_call_output':
      return [{ type: 'tool_call_response', id, response: output }];
    case 'reasoning':
      return [...listOf(item['summary']), ...listOf(content)].map(({ text }) => ({
        type: 'reasoning',
        content: String(text),
      }));
    case 'compaction':
      return [{ type: 'compaction', id }];
    case 'item_reference':
      return [{ type: 'item_reference', id }];
    default:
      // What the provider runs itself: `web_search_call`, `mcp_call`.
      return [{ type: 'server_tool_call', id, name: String(type), server_tool_call: { ...item } }];
  }
}

function partOf(part: Members): MessagePart {
  switch (part['type']) {
    case 'input_text':
    case 'output_text':
    case 'text':
      return textPart(part['text']);
    case 'refusal':
      return { type: 'refusal', content: String(part['refusal']) };
    case 'input_image':
      return imagePart(part['image_url'], part['file_id']);
    case 'input_audio':
      return audioPart(part['input_audio'] as Members);
    case 'input_file':
      return filePart(part);
    default:
      return { type: String(part['type']) };
  }
}
