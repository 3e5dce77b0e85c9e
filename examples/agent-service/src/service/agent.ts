import type { ChatModel } from './chat-model.ts';
import { agent } from './gen-ai.ts';
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
  return agent({ name: 'weather-agent', conversationId, model: model.name }, async (call) => {
    const answer = await converse(model, [
      { role: 'system', content: instructions },
      { role: 'user', content: question },
    ]);
    call.set({ usage: answer.usage });
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
