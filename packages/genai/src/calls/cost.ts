import type { Attributes } from '@opentelemetry/api';
import type { CostInfo } from '../settings/cost-types';
import type { GenAiSettings } from '../settings/gen-ai-settings';
import { quietly } from '../telemetry/quietly';
import { installedPrices } from './installed-prices';

/** No convention names the cost of a call. */
const kCost = 'otel_native.genai.usage.cost';

/** Returns the cost of a call in US dollars as an attribute; nothing where it is not known. */
export function costOf(attributes: Attributes, cost: GenAiSettings['cost']): Attributes {
  if (cost === false) return {};
  const info = infoOf(attributes);
  if (info.inputTokens === undefined && info.outputTokens === undefined) return {};
  const dollars = quietly(() => (cost ?? installedPrices())?.(info));
  return typeof dollars === 'number' && Number.isFinite(dollars) ? { [kCost]: dollars } : {};
}

function infoOf(attributes: Attributes): CostInfo {
  const tokens = (name: string) => attributes[`gen_ai.usage.${name}`] as number | undefined;
  return {
    provider: attributes['gen_ai.provider.name'] as string | undefined,
    model: (attributes['gen_ai.response.model'] ?? attributes['gen_ai.request.model']) as
      string | undefined,
    inputTokens: tokens('input_tokens'),
    outputTokens: tokens('output_tokens'),
    cacheReadInputTokens: tokens('cache_read.input_tokens'),
    cacheWriteInputTokens: tokens('cache_write.input_tokens'),
  };
}
