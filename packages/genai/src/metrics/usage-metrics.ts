import type { Attributes, Context } from '@opentelemetry/api';
import type { Instruments } from './instruments';
import {
  embeddingsTokensPerCall,
  inputTokensPerCall,
  outputTokensPerCall,
  usageCounters,
  type InstrumentDefinition,
} from './instrument-definitions';

const kModalities = ['text', 'image', 'audio'];
const kModality = 'gen_ai.token.modality';

/** Records the tokens of a call of a model. `of` are the attributes of its span. */
export function recordUsage(instruments: Instruments, of: Attributes, context: Context): void {
  if (!instruments.isMeasured) return;
  const isKnown = Object.keys(usageCounters).some((tokens) => tokensOf(of, tokens) !== undefined);
  for (const [tokens, counter] of Object.entries(usageCounters)) {
    const isTotal = tokens === 'input_tokens' || tokens === 'output_tokens';
    const total = tokensOf(of, tokens) ?? (isTotal && !isKnown ? 0 : undefined);
    if (total !== undefined) countTokens(instruments, counter, tokens, total, of, context);
  }
  recordPerCall(instruments, inputTokensPerCall, 'input_tokens', of, context);
  recordPerCall(instruments, outputTokensPerCall, 'output_tokens', of, context);
}

/** Records the tokens of a call of an embeddings model. */
export function recordEmbeddingsUsage(
  instruments: Instruments,
  of: Attributes,
  context: Context,
): void {
  recordPerCall(instruments, embeddingsTokensPerCall, 'input_tokens', of, context);
}

/** Adds each modality that the provider reported, and the rest as of an unknown one. */
function countTokens(
  instruments: Instruments,
  counter: InstrumentDefinition,
  tokens: string,
  total: number,
  of: Attributes,
  context: Context,
): void {
  let rest = total;
  for (const modality of kModalities) {
    const part = tokensOf(of, `${modality}.${tokens}`);
    if (part === undefined || part === 0 || part > rest) continue;
    rest -= part;
    instruments.record(counter, part, of, context, { [kModality]: modality });
  }
  if (rest > 0 || total === 0) {
    instruments.record(counter, rest, of, context, { [kModality]: 'unknown' });
  }
}

function recordPerCall(
  instruments: Instruments,
  definition: InstrumentDefinition,
  tokens: string,
  of: Attributes,
  context: Context,
): void {
  const total = tokensOf(of, tokens);
  if (total !== undefined) instruments.record(definition, total, of, context);
}

function tokensOf(of: Attributes, tokens: string): number | undefined {
  return of[`gen_ai.usage.${tokens}`] as number | undefined;
}
