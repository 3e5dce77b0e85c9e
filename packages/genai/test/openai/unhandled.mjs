/** Prints how many rejections nobody handles, of a client as it is and of an observed one, for each version. */
import { observeOpenAI } from '@otel-native/genai/openai';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import * as newest from 'openai';
import * as lowest from 'openai-5';

const exporter = new InMemorySpanExporter();
const tracerProvider = new TracerProvider({
  spanProcessors: [new SimpleSpanProcessor({ exporter })],
});
const fetch = async () => Response.json({ error: { message: 'refused' } }, { status: 400 });
let unhandled = 0;
process.on('unhandledRejection', () => unhandled++);

const counts = [];
for (const { OpenAI } of [lowest, newest]) {
  for (const observe of [
    (client) => client,
    (client) => observeOpenAI(client, { tracerProvider }),
  ]) {
    const { chat } = observe(new OpenAI({ apiKey: 'none', fetch }));
    const request = { model: 'gpt', messages: [] };
    for (const call of [
      () => void chat.completions.create(request),
      () => void chat.completions.create(request).then(() => {}),
      () => chat.completions.create(request).catch(() => {}),
      () =>
        chat.completions
          .create(request)
          .withResponse()
          .catch(() => {}),
      () =>
        chat.completions
          .create(request)
          .asResponse()
          .catch(() => {}),
      () => chat.completions.parse(request).catch(() => {}),
      () =>
        chat.completions
          .stream(request)
          .finalContent()
          .catch(() => {}),
    ]) {
      unhandled = 0;
      await call();
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
      counts.push(unhandled);
    }
  }
}
console.log(JSON.stringify({ counts, spans: exporter.getFinishedSpans().length }));
