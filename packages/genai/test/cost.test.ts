import type { CostInfo } from '@otel-native/genai';
import { runNode } from 'test-support/run-node';
import { withEachSdk } from './support/genai';

const kCost = 'otel_native.genai.usage.cost';
const asked: CostInfo[] = [];

withEachSdk(
  'a hook tells the cost',
  async ({ genAi, sent }) => {
    asked.length = 0;
    genAi.inference({ provider: 'openai', model: 'gpt-5' }, (call) =>
      call.set({ responseModel: 'gpt-5-x', usage: { inputTokens: 100, cacheReadInputTokens: 50 } }),
    );
    genAi.inference({ provider: 'openai', model: 'gpt-5' }, () => {});
    genAi.embeddings({ provider: 'free' }, (call) => call.set({ usage: { inputTokens: 1 } }));
    genAi.embeddings({ provider: 'broken' }, (call) => call.set({ usage: { inputTokens: 1 } }));
    const { spans } = await sent();
    expect(spans.map(({ attributes }) => attributes[kCost])).toEqual([
      0.25,
      undefined,
      undefined,
      undefined,
    ]);
    expect(asked[0]).toEqual({
      provider: 'openai',
      model: 'gpt-5-x',
      inputTokens: 100,
      outputTokens: undefined,
      cacheReadInputTokens: 50,
      cacheWriteInputTokens: undefined,
    });
    expect(asked).toHaveLength(3);
  },
  {
    cost: (info) => {
      asked.push(info);
      if (info.provider === 'broken') throw new Error('no prices');
      return info.provider === 'free' ? undefined : 0.25;
    },
  },
);

test('the prices of an installed package are used, each provider under its name there', async () => {
  const program = `
    import { createGenAi } from '@otel-native/genai';
    import { TracerProvider } from '@otel-native/native-core';
    import { calcPrice } from '@pydantic/genai-prices';
    const costs = {};
    const tracerProvider = new TracerProvider({ spanProcessors: [{
      onStart() {}, forceFlush: async () => {}, shutdown: async () => {},
      onEnd: ({ attributes }) => {
        costs[attributes['gen_ai.request.model']] = attributes['${kCost}'];
      },
    }] });
    const genAi = createGenAi({ tracerProvider });
    const silent = createGenAi({ tracerProvider, cost: false });
    const call = (provider, model, by = genAi) => by.inference({ provider, model }, (call) =>
      call.set({ usage: { inputTokens: 1000, outputTokens: 100, cacheReadInputTokens: 400 } }));
    const wait = () => new Promise((resolve) => setTimeout(resolve, 20));
    for (let round = 0; round < 500 && costs['gpt-4o'] === undefined; round++) {
      call('openai', 'gpt-4o');
      await wait();
    }
    for (const [provider, model] of [
      ['anthropic', 'claude-3-5-haiku-latest'], ['gcp.vertex_ai', 'gemini-2.5-pro'], ['gcp.gemini', 'gemini-2.5-flash'],
      ['mistral_ai', 'mistral-large-latest'], ['aws.bedrock', 'amazon.nova-pro-v1:0'], ['x_ai', 'grok-3'],
      ['azure.ai.openai', 'gpt-4o-mini'], ['moonshot_ai', 'kimi-k2-0905-preview'], ['groq', 'llama-3.3-70b-versatile'],
      ['deepseek', 'deepseek-chat'], ['cohere', 'command-r-plus'], ['openai', 'no-such-model'],
    ]) call(provider, model);
    call('openai', 'o3', silent);
    const direct = calcPrice({ input_tokens: 1000, output_tokens: 100, cache_read_tokens: 400 }, 'gpt-4o', { providerId: 'openai' });
    const { o3, ...priced } = costs;
    console.log(JSON.stringify([priced, direct.total_price, o3 !== undefined]));`;
  const { code, stdout, stderr } = await runNode(['--input-type=module', '-e', program], {
    cwd: __dirname,
  });
  expect([code, stderr]).toEqual([0, '']);
  const [{ 'no-such-model': unknown, ...costs }, direct, hasSilent] = JSON.parse(stdout) as [
    Record<string, number | undefined>,
    number,
    boolean,
  ];
  expect(costs['gpt-4o']).toBe(direct);
  expect([unknown, hasSilent]).toEqual([undefined, false]);
  expect(Object.entries(costs).filter(([, cost]) => !(cost! > 0))).toEqual([]);
  expect(Object.keys(costs)).toHaveLength(12);
});
