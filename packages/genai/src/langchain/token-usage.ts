import { membersOf } from '../clients/members';
import type { TokenUsage } from '../operations/usage';

/**
 * Returns the tokens of an answer. All providers report them in the same form with the message, and some of them in an older one.
 */
export function tokenUsage(ofMessage: unknown, ofAnswer: unknown): TokenUsage | undefined {
  if (typeof ofMessage === 'object' && ofMessage !== null) {
    const usage = membersOf(ofMessage);
    const input = membersOf(usage['input_token_details']);
    const output = membersOf(usage['output_token_details']);
    return {
      inputTokens: usage['input_tokens'],
      outputTokens: usage['output_tokens'],
      cacheReadInputTokens: input['cache_read'],
      cacheWriteInputTokens: input['cache_creation'],
      reasoningOutputTokens: output['reasoning'],
      audioInputTokens: input['audio'] === 0 ? undefined : input['audio'],
      audioOutputTokens: output['audio'] === 0 ? undefined : output['audio'],
      // The core checks the values, and counts those that are no numbers of tokens.
    } as TokenUsage;
  }
  const { promptTokens, completionTokens } = membersOf(ofAnswer);
  if (promptTokens === undefined && completionTokens === undefined) return undefined;
  return { inputTokens: promptTokens, outputTokens: completionTokens } as TokenUsage;
}
