import * as langchain from '@langchain/core/context';
import { observeAi } from '@otel-native/genai/ai';
import { observeAnthropic } from '@otel-native/genai/anthropic';
import { observeLangChain } from '@otel-native/genai/langchain';
import { observeMcp } from '@otel-native/genai/mcp';
import { observeOpenAI } from '@otel-native/genai/openai';
import { observeOpenAIAgents } from '@otel-native/genai/openai-agents';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

type Observe = (target: never, options?: never) => unknown;

/** What an entry takes, and how its message begins to say so. */
const entries: Record<string, [observe: Observe, expected: string, right: () => unknown]> = {
  observeAnthropic: [
    observeAnthropic,
    'a client of @anthropic-ai/sdk, such as new Anthropic()',
    () => new Anthropic({ apiKey: 'none' }),
  ],
  observeLangChain: [observeLangChain, 'the module @langchain/core/context', () => langchain],
  observeMcp: [
    observeMcp,
    'a transport of the MCP SDK, such as new StdioClientTransport(…)',
    () => ({ start() {}, send() {}, close() {} }),
  ],
  observeOpenAI: [
    observeOpenAI,
    'a client of openai, such as new OpenAI()',
    () => new OpenAI({ apiKey: 'none' }),
  ],
  observeOpenAIAgents: [
    observeOpenAIAgents,
    'the module @openai/agents, of version 0.12 or newer',
    () => ({ addTraceProcessor() {}, setTracingContextStorage() {} }),
  ],
};

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** What is passed by mistake, and how messages show it. */
const wrong: Record<string, [given: unknown, shown: string]> = {
  nothing: [undefined, 'undefined'],
  null: [null, 'null'],
  'a text': ['client', '"client"'],
  'an object without the members': [{ chat: {}, messages: {}, send: 7 }, 'an object'],
  'a class in place of its object': [class OpenAI {}, 'a function'],
  'what cannot be read': [revoked(), 'a revoked proxy'],
};

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe.each(Object.entries(entries))('%s', (_, [observe, expected, right]) => {
  test.each(Object.entries(wrong))('%s is refused', (_, [given, shown]) => {
    const error = thrownBy(() => observe(given as never));
    expect(error).toMatchObject({
      code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
      message: expect.stringContaining(`is ${shown}: expected ${expected}`),
    });
  });

  test.each([null, 'all', 7])('options that are %p are refused', (options) => {
    const error = thrownBy(() => observe(right() as never, options as never));
    expect(error).toMatchObject({
      code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
      message: expect.stringContaining('expected an object'),
    });
  });
});

test('observeAi refuses options that are none', () => {
  const error = thrownBy(() => observeAi(null as never));
  expect(error).toMatchObject({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' });
});
