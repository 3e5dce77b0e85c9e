import type { Members } from '../clients/members';
import type { Provider } from '../clients/observed-api';
import { serverOf } from '../operations/server-address';
import { providerOfHost } from '../clients/provider-hosts';

const kAzure = 'azure.ai.openai';

/** Returns whom the client reaches now: its `baseURL` may change. */
export function providerOf(client: Members, given: string | undefined): Provider {
  const server = serverOf(client['baseURL']);
  return { provider: given ?? nameOf(client, server.serverAddress ?? ''), ...server };
}

/** `AzureOpenAI` alone has a deployment, whatever its class is called in a bundle. */
function nameOf(client: Members, host: string): string {
  if ('deploymentName' in client && 'apiVersion' in client) return kAzure;
  return providerOfHost(host) ?? 'openai';
}
