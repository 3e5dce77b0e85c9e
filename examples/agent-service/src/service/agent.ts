import type { ChatModel } from './chat-model.ts';
import { inSpan } from './in-span.ts';
import type { Message } from './messages.ts';
import { runTool } from './tools.ts';

/** More turns than any question here needs: a model that keeps calling tools must not keep us for ever. */
const maxTurns = 5;

const instructions = 'You answer questions about the weather. Use your tool; do not guess.';

export interface AgentAnswer {
  readonly reply: string;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
}

/** Asks the model, runs the tools that it wants and asks again, until it answers in words. */
export function runAgent(
  model: ChatModel,
  conversationId: string,
  question: string,
): Promise<AgentAnswer> {
  const attributes = {
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'weather-agent',
    'gen_ai.conversation.id': conversationId,
    'gen_ai.request.model': model.name,
  };
  return inSpan('invoke_agent weather-agent', { attributes }, async (span) => {
    const answer = await converse(model, [
      { role: 'system', content: instructions },
      { role: 'user', content: question },
    ]);
    span.setAttributes({
      'gen_ai.usage.input_tokens': answer.usage.inputTokens,
      'gen_ai.usage.output_tokens': answer.usage.outputTokens,
    });
    return answer;
  });
}

async function converse(model: ChatModel, messages: Message[]): Promise<AgentAnswer> {
  const usage = { inputTokens: 0, outputTokens: 0 };
  for (let turn = 0; turn < maxTurns; turn += 1) {
    const { content, toolCalls, inputTokens, outputTokens } = await model.chat(messages);
    usage.inputTokens += inputTokens;
    usage.outputTokens += outputTokens;
    if (toolCalls.length === 0) return { reply: content, usage };
    messages.push({ role: 'assistant', content, toolCalls });
    for (const call of toolCalls) {
      messages.push({ role: 'tool', toolCallId: call.id, content: await runTool(call) });
    }
  }
  throw new Error(`no answer after ${maxTurns} turns`);
}
