/** The AI SDK's names of providers, where the conventions have others. */
const kNames: readonly (readonly [start: string, name: string])[] = [
  ['amazon-bedrock', 'aws.bedrock'],
  ['azure-openai', 'azure.ai.openai'],
  ['azure', 'azure.ai.openai'],
  ['bedrock', 'aws.bedrock'],
  ['google.vertex', 'gcp.vertex_ai'],
  ['google-vertex', 'gcp.vertex_ai'],
  ['vertex', 'gcp.vertex_ai'],
  ['google', 'gcp.gemini'],
  ['mistral', 'mistral_ai'],
  ['moonshotai', 'moonshot_ai'],
  ['xai', 'x_ai'],
];

/** Returns the `gen_ai.provider.name` of a name as `openai.chat`: the provider's, without its API. */
export function providerName(provider: unknown): string {
  if (typeof provider !== 'string') return '_OTHER';
  for (const [start, name] of kNames) {
    if (provider === start || provider.startsWith(`${start}.`)) return name;
  }
  const [name] = provider.split('.');
  return name === undefined || name === '' ? provider : name;
}
