/**
 * Asks a model that answers in this process, as an ES module. The arguments say what the application does besides: `observes` with options
 * of its own, `observes later`.
 */
import { generateText, streamText } from 'ai';

const [, , behaviour] = process.argv;
const usage = {
  inputTokens: { total: 3, noCache: 3, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 2, text: 2, reasoning: 0 },
};
const finishReason = { unified: 'stop', raw: 'stop' };
const model = {
  specificationVersion: 'v4',
  provider: 'openai.chat',
  modelId: 'stub',
  supportedUrls: {},
  async doGenerate() {
    return { content: [{ type: 'text', text: 'yes' }], finishReason, usage, warnings: [] };
  },
  async doStream() {
    const parts = [
      { type: 'stream-start', warnings: [] },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'yes' },
      { type: 'text-end', id: '1' },
      { type: 'finish', finishReason, usage },
    ];
    return { stream: ReadableStream.from(parts) };
  },
};

async function observe() {
  const { observeAi } = await import('@otel-native/genai/ai');
  observeAi({ captureContent: 'SPAN_ONLY' });
}

if (behaviour === 'observes') await observe();
if (behaviour === 'observes later') {
  await generateText({ model, prompt: 'Before?' });
  await observe();
}
await streamText({ model, prompt: 'Is it warm?' }).consumeStream();
