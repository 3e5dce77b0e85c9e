import type { ContentField } from '../content/call-content';
import type {
  Content,
  InputMessage,
  MessagePart,
  OutputMessage,
  ToolDefinition,
} from '../content/message-types';

/** The input of a model or an agent. Recorded only if content is captured. */
export interface InputContent {
  inputMessages?: Content<readonly InputMessage[]> | undefined;
  /** Instructions that are sent apart from the messages. */
  systemInstructions?: Content<readonly MessagePart[]> | undefined;
  toolDefinitions?: Content<readonly ToolDefinition[]> | undefined;
}

/** The output of a model or an agent. Recorded only if content is captured. */
export interface OutputContent {
  outputMessages?: Content<readonly OutputMessage[]> | undefined;
}

/** The order is that in which a budget cuts. */
export const inputContent: readonly ContentField[] = [
  { option: 'inputMessages', attribute: 'gen_ai.input.messages' },
  { option: 'toolDefinitions', attribute: 'gen_ai.tool.definitions' },
  { option: 'systemInstructions', attribute: 'gen_ai.system_instructions' },
];

export const outputContent: readonly ContentField[] = [
  { option: 'outputMessages', attribute: 'gen_ai.output.messages' },
];
