import type { Completion } from './messages.ts';
import { readServerSentEvents } from './server-sent-events.ts';

/** One chunk of a streamed chat completion. */
interface Chunk {
  readonly id: string;
  readonly model: string;
  readonly choices: readonly {
    readonly delta: { readonly content?: string; readonly tool_calls?: readonly ToolCallDelta[] };
    readonly finish_reason: string | null;
  }[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number };
}

interface ToolCallDelta {
  readonly index: number;
  readonly id?: string;
  readonly function?: { readonly name?: string; readonly arguments?: string };
}

/** Puts the chunks of a stream together. Throws when it ends before the model said that it has finished. */
export async function readCompletion(
  stream: ReadableStream<Uint8Array>,
  onChunk: () => void,
): Promise<Completion> {
  let completion: Completion | undefined;
  for await (const data of readServerSentEvents(stream)) {
    if (data === '[DONE]') break;
    onChunk();
    completion = append(completion ?? emptyCompletion, JSON.parse(data) as Chunk);
  }
  if (completion === undefined || completion.finishReason === '') {
    throw new Error('the stream of the model broke off');
  }
  return completion;
}

const emptyCompletion: Completion = {
  id: '',
  model: '',
  content: '',
  toolCalls: [],
  finishReason: '',
  inputTokens: 0,
  outputTokens: 0,
};

function append(completion: Completion, chunk: Chunk): Completion {
  const choice = chunk.choices[0];
  return {
    id: chunk.id,
    model: chunk.model,
    content: completion.content + (choice?.delta.content ?? ''),
    toolCalls: appendToolCalls(completion.toolCalls, choice?.delta.tool_calls ?? []),
    finishReason: choice?.finish_reason ?? completion.finishReason,
    inputTokens: chunk.usage?.prompt_tokens ?? completion.inputTokens,
    outputTokens: chunk.usage?.completion_tokens ?? completion.outputTokens,
  };
}

/** Id and name of a call come once; its arguments come in pieces. */
function appendToolCalls(
  calls: Completion['toolCalls'],
  deltas: readonly ToolCallDelta[],
): Completion['toolCalls'] {
  const result = [...calls];
  for (const delta of deltas) {
    const call = result[delta.index] ?? { id: '', name: '', arguments: '' };
    result[delta.index] = {
      id: delta.id ?? call.id,
      name: delta.function?.name ?? call.name,
      arguments: call.arguments + (delta.function?.arguments ?? ''),
    };
  }
  return result;
}
