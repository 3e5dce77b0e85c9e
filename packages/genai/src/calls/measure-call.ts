import type { Attributes, Context } from '@opentelemetry/api';
import {
  agentInferenceCalls,
  agentToolCalls,
  timeToFirstChunk,
} from '../metrics/instrument-definitions';
import type { Instruments } from '../metrics/instruments';
import { recordEmbeddingsUsage, recordUsage } from '../metrics/usage-metrics';
import type { GenAiSettings } from '../settings/gen-ai-settings';
import type { EnclosingAgent } from '../telemetry/enclosing-call';
import type { CallScope } from './call-scope';
import type { ChunkClock } from './chunk-clock';
import { costOf } from './cost';
import type { Operation } from './operation';

const kTimeToFirstChunk = 'gen_ai.response.time_to_first_chunk';

/** What is known of a call at its end. */
export interface Measured {
  /** The attributes of its span. */
  readonly attributes: Attributes;
  readonly seconds: number;
  readonly chunks: ChunkClock | undefined;
  readonly agent: EnclosingAgent | undefined;
  readonly cost: GenAiSettings['cost'];
}

/** Records the metrics of a call. Returns the attributes that its span gets from them. */
export function measureCall(
  operation: Operation,
  { instruments }: CallScope,
  context: Context,
  { attributes, seconds, chunks, agent, cost }: Measured,
): Attributes {
  const { duration, measures } = operation;
  if (duration !== undefined) instruments.record(duration, seconds, attributes, context);
  switch (measures) {
    case 'inference':
      recordUsage(instruments, attributes, context);
      return {
        ...measureChunks(instruments, attributes, context, chunks),
        ...costOf(attributes, cost),
      };
    case 'embeddings':
      recordEmbeddingsUsage(instruments, attributes, context);
      return costOf(attributes, cost);
    case 'agent':
      if (agent !== undefined && attributes['gen_ai.operation.name'] === 'invoke_agent') {
        instruments.record(agentInferenceCalls, agent.inferenceCalls, attributes, context);
        instruments.record(agentToolCalls, agent.toolCalls, attributes, context);
      }
      return {};
    default:
      return {};
  }
}

/** A library that measures the first chunk itself knows better. */
function measureChunks(
  instruments: Instruments,
  attributes: Attributes,
  context: Context,
  chunks: ChunkClock | undefined,
): Attributes {
  chunks?.recordIntervals(instruments, attributes, context);
  const given = attributes[kTimeToFirstChunk] as number | undefined;
  const seconds = given ?? chunks?.timeToFirstChunk;
  if (seconds === undefined) return {};
  instruments.record(timeToFirstChunk, seconds, attributes, context);
  return { [kTimeToFirstChunk]: seconds };
}
