import { fields } from '../values/fields';
import { count, double, integer, onlyTrue, severalChoices, text, texts } from '../values/readers';

/** Parameters of a request to a model. */
export interface RequestParameters {
  /** The requested type of the answer: `text`, `json`, `image`, `speech`. */
  outputType?: 'text' | 'json' | 'image' | 'speech' | (string & {}) | undefined;
  /** How many answers were asked for. The value 1 is not recorded. */
  choiceCount?: number | undefined;
  seed?: number | undefined;
  /** Whether the answer was asked for as a stream. */
  stream?: boolean | undefined;
  /** How many tokens the decoder chooses from. Not OpenAI's `top_logprobs`. */
  topK?: number | undefined;
  topP?: number | undefined;
  temperature?: number | undefined;
  frequencyPenalty?: number | undefined;
  presencePenalty?: number | undefined;
  maxTokens?: number | undefined;
  stopSequences?: readonly string[] | undefined;
  /** The exact value that the provider takes: `high`. */
  reasoningLevel?: string | undefined;
}

/** The address of the provider. */
export interface ServerAddress {
  serverAddress?: string | undefined;
  serverPort?: number | undefined;
}

export const serverFields = fields({
  serverAddress: ['server.address', text],
  serverPort: ['server.port', count],
});

export const requestFields = fields({
  outputType: ['gen_ai.output.type', text],
  choiceCount: ['gen_ai.request.choice.count', severalChoices],
  seed: ['gen_ai.request.seed', integer],
  stream: ['gen_ai.request.stream', onlyTrue],
  topK: ['gen_ai.request.top_k', count],
  topP: ['gen_ai.request.top_p', double],
  temperature: ['gen_ai.request.temperature', double],
  frequencyPenalty: ['gen_ai.request.frequency_penalty', double],
  presencePenalty: ['gen_ai.request.presence_penalty', double],
  maxTokens: ['gen_ai.request.max_tokens', count],
  stopSequences: ['gen_ai.request.stop_sequences', texts],
  reasoningLevel: ['gen_ai.request.reasoning.level', text],
});

export const modelFields = fields({
  provider: ['gen_ai.provider.name', text],
  model: ['gen_ai.request.model', text],
});

/** A text of the options, or the default for anything else. */
export function textOption(options: object, option: string, otherwise: string): string {
  const value = optionOf(options, option);
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** Options are objects of the application: reading them may throw. */
export function optionOf(options: object, option: string): unknown {
  try {
    return (options as Record<string, unknown>)[option];
  } catch {
    return undefined;
  }
}
