import type { TokenUsage } from '../operations/usage';
import { membersOf } from '../clients/members';

/** Returns the tokens of a chat, of a response, or of embeddings. Chat calls the same numbers by other names. */
export function tokenUsage(reported: unknown): TokenUsage | undefined {
  if (typeof reported !== 'object' || reported === null) return undefined;
  const usage = membersOf(reported);
  const input = membersOf(usage['prompt_tokens_details'] ?? usage['input_tokens_details']);
  const output = membersOf(usage['completion_tokens_details'] ?? usage['output_tokens_details']);
  const found = {
    inputTokens: usage['prompt_tokens'] ?? usage['input_tokens'],
    outputTokens: usage['completion_tokens'] ?? usage['output_tokens'],
    cacheReadInputTokens: input['cached_tokens'],
    cacheWriteInputTokens: input['cache_write_tokens'],
    reasoningOutputTokens: output['reasoning_tokens'],
    audioInputTokens: nonZero(input['audio_tokens']),
    audioOutputTokens: nonZero(output['audio_tokens']),
  };
  // The core checks the values, and counts those that are no numbers of tokens.
  return found as TokenUsage;
}

/** The provider reports 0 for every model, also for those that know no audio. */
function nonZero(tokens: unknown): unknown {
  return tokens === 0 ? undefined : tokens;
}
