import { findPackage } from 'optional-package';
import { pathToFileURL } from 'node:url';
import type { CostInfo, CostOfCall } from '../settings/cost-types';
import { countFailure, quietly } from '../telemetry/quietly';

/** The part of `@pydantic/genai-prices` that is used. */
interface Prices {
  calcPrice(
    usage: Record<string, number | undefined>,
    model: string,
    options: { providerId?: string },
  ): { total_price: number } | null;
}

const kPackage = { name: '@pydantic/genai-prices', atLeast: '0.1.0', below: '1.0.0' };

/** Its names of providers, where they are not those of the conventions. */
const kProviderIds: Readonly<Record<string, string>> = {
  'aws.bedrock': 'aws',
  'azure.ai.inference': 'azure',
  'azure.ai.openai': 'azure',
  'gcp.gemini': 'google',
  'gcp.gen_ai': 'google',
  'gcp.vertex_ai': 'google',
  mistral_ai: 'mistral',
  moonshot_ai: 'moonshotai',
  x_ai: 'x-ai',
};

let found: CostOfCall | undefined;
let hasLooked = false;

/**
 * Returns the prices of `@pydantic/genai-prices`, if the application has the package; undefined until it is loaded. It is loaded
 * when the first call ends, and not before that call has returned: it is large.
 */
export function installedPrices(): CostOfCall | undefined {
  if (!hasLooked) {
    hasLooked = true;
    setImmediate(() => void load()).unref();
  }
  return found;
}

async function load(): Promise<void> {
  const installed = quietly(() => findPackage(kPackage, undefined));
  if (installed?.isSupported !== true) return;
  try {
    const { href } = pathToFileURL(installed.path);
    const { calcPrice } = (await import(href)) as Prices;
    if (typeof calcPrice === 'function') found = (info) => priceOf(calcPrice, info);
  } catch (error) {
    countFailure(error);
  }
}

function priceOf(calcPrice: Prices['calcPrice'], info: CostInfo): number | undefined {
  const { provider, model } = info;
  if (model === undefined) return undefined;
  const providerId = provider === undefined ? undefined : (kProviderIds[provider] ?? provider);
  const usage = {
    input_tokens: info.inputTokens,
    output_tokens: info.outputTokens,
    cache_read_tokens: info.cacheReadInputTokens,
    cache_write_tokens: info.cacheWriteInputTokens,
  };
  return calcPrice(usage, model, providerId === undefined ? {} : { providerId })?.total_price;
}
