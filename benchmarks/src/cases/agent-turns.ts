import { trace } from '@opentelemetry/api';

import type { Driver } from '../variants/driver.ts';
import { startAgentDriver, type DriverTask } from './agent-service.ts';
import { makeAgentWorkload } from './agent-turn.ts';
import { maxDistinctTurns } from './span-workload.ts';

/** Agent turns one after the other, with a count of what they made. */
export interface AgentTurns {
  readonly driver: Driver;
  readonly runTurn: () => void;
  /** Spans that the variant recorded so far. */
  readonly spansMade: () => number;
}

export async function startAgentTurns(
  task: DriverTask & { readonly seed: number },
): Promise<AgentTurns> {
  const driver = await startAgentDriver(task);
  const workload = makeAgentWorkload(maxDistinctTurns, task.seed);
  const tracer = trace.getTracer('agent', '1.0.0');
  let turns = 0;
  return {
    driver,
    runTurn: () => workload.runTurn(tracer, turns++),
    spansMade: () => (driver.records ? turns * workload.spansPerTurn : 0),
  };
}
