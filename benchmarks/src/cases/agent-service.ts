import type { Driver } from '../variants/driver.ts';
import { loadVariant, type VariantName } from '../variants/index.ts';

/** The resource of the service that the cases measure. */
export const agentResource = { 'service.name': 'agent-service', 'service.version': '1.4.2' };

export interface DriverTask {
  readonly variant: VariantName;
  /** Base URL of the receiver. */
  readonly endpoint: string;
}

export async function startAgentDriver({ variant, endpoint }: DriverTask): Promise<Driver> {
  const startDriver = await loadVariant(variant);
  return startDriver({ endpoint, resourceAttributes: agentResource });
}
