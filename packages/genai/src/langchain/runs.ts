import type { OpenRun } from '../clients/runs';
import type { UsageSum } from '../clients/usage-sum';

/** A graph or an agent that runs. */
export interface GraphRun {
  /** The name that `createAgent` gave the agent. */
  readonly agentName: unknown;
  readonly isAgent: boolean;
  /** The tokens of the calls of models that it made itself. */
  readonly usage: UsageSum;
}

/** A run of LangChain. */
export interface Run extends OpenRun {
  readonly graph: GraphRun | undefined;
  /** Whether the answer has come in chunks. */
  isStream?: boolean;
}
