import type { Members } from '../clients/members';
import type { Provider } from '../clients/observed-api';
import { serverOf } from '../operations/server-address';

const kAzure = 'azure.ai.openai';

/** Hosts of providers that speak the protocol of OpenAI, and the names that the conventions have for them. */
const kHosts: readonly (readonly [host: RegExp, name: string])[] = [
  [/[.]openai[.]azure[.]com$/, kAzure],
  [/[.]cognitiveservices[.]azure[.]com$/, kAzure],
  [/[.]services[.]ai[.]azure[.]com$/, 'azure.ai.inference'],
  [/^bedrock.*[.]amazonaws[.]com$/, 'aws.bedrock'],
  [/^generativelanguage[.]googleapis[.]com$/, 'gcp.gemini'],
  [/aiplatform[.]googleapis[.]com$/, 'gcp.vertex_ai'],
  [/(^|[.])deepseek[.]com$/, 'deepseek'],
  [/(^|[.])groq[.]com$/, 'groq'],
  [/(^|[.])mistral[.]ai$/, 'mistral_ai'],
  [/(^|[.])moonshot[.](ai|cn)$/, 'moonshot_ai'],
  [/(^|[.])perplexity[.]ai$/, 'perplexity'],
  [/(^|[.])x[.]ai$/, 'x_ai'],
];

/** Returns whom the client reaches now: its `baseURL` may change. */
export function providerOf(client: Members, given: string | undefined): Provider {
  const server = serverOf(client['baseURL']);
  return { provider: given ?? nameOf(client, server.serverAddress ?? ''), ...server };
}

/** `AzureOpenAI` alone has a deployment, whatever its class is called in a bundle. */
function nameOf(client: Members, host: string): string {
  if ('deploymentName' in client && 'apiVersion' in client) return kAzure;
  return kHosts.find(([pattern]) => pattern.test(host))?.[1] ?? 'openai';
}
