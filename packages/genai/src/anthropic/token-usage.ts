import { membersOf, type Members } from '../clients/members';
import type { TokenUsage } from '../operations/usage';

const kInputCounts = ['input_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens'];

/** Returns the tokens of a message. The provider reports cached ones apart, and the conventions count them as input. */
export function tokenUsage(reported: unknown): TokenUsage | undefined {
  if (typeof reported !== 'object' || reported === null) return undefined;
  const usage = membersOf(reported);
  const found = {
    inputTokens: inputTokens(usage),
    outputTokens: usage['output_tokens'],
    cacheReadInputTokens: usage['cache_read_input_tokens'],
    cacheWriteInputTokens: usage['cache_creation_input_tokens'],
    reasoningOutputTokens: membersOf(usage['output_tokens_details'])['thinking_tokens'],
  };
  // The core checks the values, and counts those that are no numbers of tokens.
  return found as TokenUsage;
}

function inputTokens(usage: Members): unknown {
  if (typeof usage['input_tokens'] !== 'number') return usage['input_tokens'];
  const counts = kInputCounts.map((name) => usage[name]);
  return counts.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0);
}
