import { membersOf, textOf, type Members } from '../clients/members';
import { UsageSum } from '../clients/usage-sum';
import type { AgentOptions, AgentResult } from '../operations/agent';
import { inputMessages, lastMessage } from './langchain-content';
import type { GraphRun } from './runs';

/** What LangChain says of a chain that starts. */
export interface ChainStart {
  readonly chain: Members;
  readonly metadata: Members;
  readonly runName: unknown;
}

/** A graph that is about to run. */
interface StartingGraph extends GraphRun {
  /** Whether the library has awaited something since the application called it. */
  readonly startsLater: boolean;
}

/** The name of graphs that have none. */
const kUnnamed = 'LangGraph';
const kCreatedAgent = 'langchain_create_agent';

/** Returns what an agent or a graph starts with; undefined for any other chain. */
export function graphOf(
  { chain, metadata, runName }: ChainStart,
  around: GraphRun | undefined,
  agents: readonly string[],
): StartingGraph | undefined {
  const id = Array.isArray(chain['id']) ? chain['id'] : [];
  const isGraph = id[0] === 'langgraph' && id[1] === 'pregel';
  const isExecutor = id.at(-1) === 'AgentExecutor';
  if (!isGraph && !isExecutor) return undefined;
  const agentName = metadata['lc_agent_name'];
  const isNamed = typeof runName === 'string' && agents.includes(runName);
  // Graphs inside of an agent inherit its metadata.
  const isInherited = around?.isAgent === true && around.agentName === agentName;
  const isCreated = metadata['ls_integration'] === kCreatedAgent;
  return {
    agentName,
    isAgent: isExecutor || isNamed || (isCreated && (!isInherited || runName === agentName)),
    startsLater: isGraph,
    usage: new UsageSum(),
  };
}

export function graphOptions({ metadata, runName }: ChainStart, inputs: unknown): AgentOptions {
  return {
    name: runName === kUnnamed || runName === 'AgentExecutor' ? undefined : textOf(runName),
    conversationId: conversationOf(metadata),
    inputMessages: () => inputMessages(membersOf(inputs)['messages'] ?? membersOf(inputs)['input']),
  };
}

export function graphResult(graph: GraphRun | undefined, outputs: unknown): AgentResult {
  const { messages, output } = membersOf(outputs);
  const usage = graph?.usage.total;
  return {
    ...(usage !== undefined && { usage }),
    outputMessages: () => lastMessage(messages ?? output),
  };
}

/** The thread that LangGraph keeps the state of. */
export function conversationOf(metadata: Members): string | undefined {
  const thread = metadata['thread_id'];
  return typeof thread === 'string' || typeof thread === 'number' ? String(thread) : undefined;
}
