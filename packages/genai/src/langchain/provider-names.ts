import { providerOfHost } from '../clients/provider-hosts';

/** LangChain's names of providers, where the conventions have others. */
const kNames: Readonly<Record<string, string>> = {
  amazon_bedrock: 'aws.bedrock',
  azure: 'azure.ai.openai',
  azure_openai: 'azure.ai.openai',
  bedrock: 'aws.bedrock',
  google: 'gcp.gemini',
  google_genai: 'gcp.gemini',
  google_vertexai: 'gcp.vertex_ai',
  googlevertexai: 'gcp.vertex_ai',
  mistral: 'mistral_ai',
  mistralai: 'mistral_ai',
  moonshot: 'moonshot_ai',
  vertexai: 'gcp.vertex_ai',
  watsonx: 'ibm.watsonx.ai',
  ibm: 'ibm.watsonx.ai',
  xai: 'x_ai',
};

/**
 * Returns `gen_ai.provider.name`.
 *
 * @param provider LangChain's name of the provider, from the metadata of the run
 * @param id the path of the model's class: `langchain`, `llms`, `openai`, `OpenAI`
 * @param host where the provider is reached: others than OpenAI speak its protocol
 */
export function providerName(provider: unknown, id: unknown, host: string | undefined): string {
  const path: unknown[] = Array.isArray(id) ? id : [];
  const named = provider ?? (path[0] === 'langchain' && path.length === 4 ? path[2] : undefined);
  if (typeof named !== 'string' || named === '') return '_OTHER';
  if (named === 'openai') return providerOfHost(host ?? '') ?? named;
  return kNames[named.toLowerCase()] ?? named.toLowerCase();
}
