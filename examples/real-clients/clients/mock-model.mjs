// What a model says, in the version 3 of the AI SDK's provider interface: first it calls a tool, then it answers.
import { simulateReadableStream } from 'ai';
import { z } from 'zod';

const usage = {
  inputTokens: { total: 12, noCache: 12, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 5, text: 5, reasoning: undefined },
};

const toolCall = {
  type: 'tool-call',
  toolCallId: 'call-1',
  toolName: 'weather',
  input: JSON.stringify({ city: 'Quito' }),
};

const hasToolResult = (prompt) => prompt.some(({ role }) => role === 'tool');

/** Options of a mock model. */
export const modelAnswers = {
  provider: 'example-provider',
  modelId: 'small-chat-1',
  doGenerate: async ({ prompt }) => {
    const asked = hasToolResult(prompt);
    return {
      content: [asked ? { type: 'text', text: 'It is 9 °C in Quito.' } : toolCall],
      finishReason: { unified: asked ? 'stop' : 'tool-calls', raw: undefined },
      usage,
      warnings: [],
      response: { id: 'response-1', modelId: 'small-chat-1-2026', timestamp: new Date(0) },
    };
  },
  doStream: async ({ prompt }) => ({
    stream: simulateReadableStream({
      chunks: [
        { type: 'stream-start', warnings: [] },
        {
          type: 'response-metadata',
          id: 'response-1',
          modelId: 'small-chat-1-2026',
          timestamp: new Date(0),
        },
        ...(hasToolResult(prompt) ? textParts(['It is ', '9 °C ', 'in Quito.']) : [toolCall]),
        {
          type: 'finish',
          finishReason: {
            unified: hasToolResult(prompt) ? 'stop' : 'tool-calls',
            raw: undefined,
          },
          usage,
        },
      ],
    }),
  }),
};

function textParts(deltas) {
  return [
    { type: 'text-start', id: 'text-1' },
    ...deltas.map((delta) => ({ type: 'text-delta', id: 'text-1', delta })),
    { type: 'text-end', id: 'text-1' },
  ];
}

/** Definition of the tool that the model calls. */
export const weather = {
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => ({ city, celsius: 9 }),
};

/** A tool that fails. */
export const brokenWeather = {
  ...weather,
  execute: async () => {
    throw new Error('the weather station is down');
  },
};

/** A model that cannot be reached. */
export const modelIsDown = {
  ...modelAnswers,
  doGenerate: async () => {
    throw new Error('the model is down');
  },
};
