import { fields, type Field } from '../values/fields';
import { count } from '../values/readers';

/** Tokens of a call, as the provider reports them. A detail is a part of its total. Leave out what is not reported. */
export interface TokenUsage {
  /** All tokens of the input, cached ones included. Anthropic reports them apart: add them up. */
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  cacheReadInputTokens?: number | undefined;
  cacheWriteInputTokens?: number | undefined;
  reasoningOutputTokens?: number | undefined;
  textInputTokens?: number | undefined;
  imageInputTokens?: number | undefined;
  audioInputTokens?: number | undefined;
  textOutputTokens?: number | undefined;
  imageOutputTokens?: number | undefined;
  audioOutputTokens?: number | undefined;
  textCacheReadInputTokens?: number | undefined;
  imageCacheReadInputTokens?: number | undefined;
  audioCacheReadInputTokens?: number | undefined;
}

const usageFields = fields({
  inputTokens: ['gen_ai.usage.input_tokens', count],
  outputTokens: ['gen_ai.usage.output_tokens', count],
  cacheReadInputTokens: ['gen_ai.usage.cache_read.input_tokens', count],
  cacheWriteInputTokens: ['gen_ai.usage.cache_write.input_tokens', count],
  reasoningOutputTokens: ['gen_ai.usage.reasoning.output_tokens', count],
  textInputTokens: ['gen_ai.usage.text.input_tokens', count],
  imageInputTokens: ['gen_ai.usage.image.input_tokens', count],
  audioInputTokens: ['gen_ai.usage.audio.input_tokens', count],
  textOutputTokens: ['gen_ai.usage.text.output_tokens', count],
  imageOutputTokens: ['gen_ai.usage.image.output_tokens', count],
  audioOutputTokens: ['gen_ai.usage.audio.output_tokens', count],
  textCacheReadInputTokens: ['gen_ai.usage.text.cache_read.input_tokens', count],
  imageCacheReadInputTokens: ['gen_ai.usage.image.cache_read.input_tokens', count],
  audioCacheReadInputTokens: ['gen_ai.usage.audio.cache_read.input_tokens', count],
});

/** The same fields, read from the `usage` of a result. */
export const resultUsage: readonly Field[] = usageFields.map(({ option, attribute, read }) => ({
  option: 'usage',
  attribute,
  read: (usage) => {
    const value = (usage as Record<string, unknown> | null)?.[option];
    return value === undefined || value === null ? undefined : read(value);
  },
}));
