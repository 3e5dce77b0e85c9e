/** Hosts of providers that speak the protocol of OpenAI, and the names that the conventions have for them. */
const kHosts: readonly (readonly [host: RegExp, name: string])[] = [
  [/[.]openai[.]azure[.]com$/, 'azure.ai.openai'],
  [/[.]cognitiveservices[.]azure[.]com$/, 'azure.ai.openai'],
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

/** Returns the `gen_ai.provider.name` of a host; undefined for one that nobody knows. */
export function providerOfHost(host: string): string | undefined {
  return kHosts.find(([pattern]) => pattern.test(host))?.[1];
}
