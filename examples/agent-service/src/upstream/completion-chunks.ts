import { randomUUID } from 'node:crypto';

export interface CompletionRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** First asks for the weather tool; once its result is among the messages, tells it in words. */
export function completionChunks(request: CompletionRequest): object[] {
  const last = request.messages.at(-1);
  const isToolResult = last?.role === 'tool';
  const deltas = isToolResult ? textDeltas(last.content) : toolCallDeltas(last?.content ?? '');
  const head = { id: `chatcmpl-${randomUUID()}`, model: `${request.model}-2026-01` };
  const usage = {
    prompt_tokens: countTokens(request.messages.map(({ content }) => content).join(' ')),
    completion_tokens: deltas.length,
  };
  return [
    ...deltas.map((delta) => ({ ...head, choices: [{ index: 0, delta, finish_reason: null }] })),
    { ...head, choices: [{ delta: {}, finish_reason: isToolResult ? 'stop' : 'tool_calls' }] },
    { ...head, choices: [], usage },
  ];
}

function toolCallDeltas(question: string): object[] {
  const city = /\bin (\w+)/.exec(question)?.[1] ?? 'Berlin';
  const call = { index: 0, id: `call_${randomUUID()}`, type: 'function' };
  return [
    { tool_calls: [{ ...call, function: { name: 'get_weather', arguments: '' } }] },
    { tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] },
    { tool_calls: [{ index: 0, function: { arguments: `${JSON.stringify(city)}}` } }] },
  ];
}

function textDeltas(toolResult: string): object[] {
  const { city, celsius, sky } = JSON.parse(toolResult) as Record<string, string | number>;
  const reply = `It is ${celsius} degrees and ${sky} in ${city}.`;
  const pieces = reply.match(/.{1,12}/g) ?? [];
  return pieces.map((content) => ({ content }));
}

function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
