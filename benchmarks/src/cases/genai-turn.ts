import {
  isStepCount,
  jsonSchema,
  simulateReadableStream,
  streamText,
  tool,
  type LanguageModel,
  type ModelMessage,
} from 'ai';

import { makeNestedConversations } from '../fixtures/conversations.ts';

type Model = Exclude<LanguageModel, string>;
type StreamModel = Extract<Model, { specificationVersion: 'v4' }>;
type StreamResult = Awaited<ReturnType<StreamModel['doStream']>>;
type Part = StreamResult['stream'] extends ReadableStream<infer Part> ? Part : never;

export interface TurnShape {
  readonly seed: number;
  /** Chunks of text that the answer comes in. */
  readonly chunks: number;
  /** Characters of the conversation so far, in {@link kMessages} messages. */
  readonly messageLength: number;
}

/** Spans of one turn, of either kind of telemetry: the agent, two calls of the model, two of tools. */
export const kSpansPerTurn = 5;
const kMessages = 40;
const kConversations = 8;

const usage = {
  inputTokens: { total: 400, noCache: 300, cacheRead: 100, cacheWrite: 0 },
  outputTokens: { total: 120, text: 100, reasoning: 20 },
};

/** A model in this process: it calls both tools, and then answers. It makes its parts once. */
class StubModel implements StreamModel {
  readonly specificationVersion = 'v4';
  readonly provider = 'openai.chat';
  readonly modelId = 'stub-1';
  readonly supportedUrls = {};
  readonly #calls: Part[];
  readonly #answer: Part[];

  constructor(chunks: number) {
    const calls = ['weather', 'traffic'].map((toolName, index): Part => ({
      type: 'tool-call',
      toolCallId: `call_${index}`,
      toolName,
      input: '{"city":"Rome"}',
    }));
    this.#calls = [...calls, finish('tool-calls')];
    const words = Array.from({ length: chunks }, (): Part => ({
      type: 'text-delta',
      id: '1',
      delta: 'some words ',
    }));
    const text: Part[] = [{ type: 'text-start', id: '1' }, ...words, { type: 'text-end', id: '1' }];
    this.#answer = [...text, finish('stop')];
  }

  async doGenerate(): Promise<never> {
    throw new Error('this model only streams');
  }

  async doStream({ prompt }: Parameters<StreamModel['doStream']>[0]): Promise<StreamResult> {
    const hasResults = prompt.at(-1)?.role === 'tool';
    const parts = hasResults ? this.#answer : this.#calls;
    const stream = simulateReadableStream({
      chunks: parts,
      initialDelayInMs: null,
      chunkDelayInMs: null,
    });
    return { stream };
  }
}

function finish(unified: 'stop' | 'tool-calls'): Part {
  return { type: 'finish', finishReason: { unified, raw: unified }, usage };
}

/** Returns a function that makes one turn of a chat: two calls of a model, two of tools, and an answer in chunks. */
export function chatTurns(
  { seed, chunks, messageLength }: TurnShape,
  recordsContent: boolean,
): (turn: number) => Promise<void> {
  const model = new StubModel(chunks);
  const conversations = conversationsOf(messageLength, seed);
  const inputSchema = jsonSchema<{ city: string }>({
    type: 'object',
    properties: { city: { type: 'string' } },
  });
  const execute = async ({ city }: { city: string }) => ({ city, degrees: 20 });
  const tools = {
    weather: tool({ description: 'The weather', inputSchema, execute }),
    traffic: tool({ description: 'The traffic', inputSchema, execute }),
  };
  const telemetry = {
    functionId: 'adviser',
    recordInputs: recordsContent,
    recordOutputs: recordsContent,
  };
  const stopWhen = isStepCount(3);
  return async (turn) => {
    const messages = conversations[turn % kConversations] ?? [];
    const { textStream } = streamText({ model, messages, tools, stopWhen, telemetry });
    let length = 0;
    for await (const text of textStream) length += text.length;
    if (length === 0) throw new Error('the model did not answer');
  };
}

function conversationsOf(messageLength: number, seed: number): ModelMessage[][] {
  const made = makeNestedConversations(kConversations, messageLength, seed, 'ascii', kMessages);
  return made.map((conversation) => [
    ...conversation.map(({ role, parts }): ModelMessage => {
      const content = parts.map(({ content: text }) => ({ type: 'text' as const, text }));
      return role === 'assistant' ? { role, content } : { role: 'user', content };
    }),
    { role: 'user', content: 'Shall I go out in Rome?' },
  ]);
}
