/**
 * Runs cases of traffic through the AI SDK, and prints the spans and points that were recorded: a line of JSON for each case.
 *
 *     node traffic.mjs LIBRARY RECORDER CASE…
 */
import { createOpenAI } from '@ai-sdk/openai';
import { OpenTelemetry } from '@ai-sdk/otel';
import { trace } from '@opentelemetry/api';
import { observeAi } from '@otel-native/genai/ai';
import { z } from 'zod';
import { Recorder, until } from '../recorder.ts';
import { startModelStub } from './model-stub.mjs';

const [, , library, recorderName, ...names] = process.argv;
const { embed, embedMany, generateText, isStepCount, registerTelemetry, streamText, tool } =
  await import(library);
const recorder = new Recorder();
const tracer = trace.getTracer('test');

const recorders = {
  ours: () => observeAi(),
  content: () => observeAi({ captureContent: 'SPAN_ONLY' }),
  otel: () => registerTelemetry(new OpenTelemetry()),
  'ours then otel': () => (observeAi(), registerTelemetry(new OpenTelemetry())),
  'otel then ours': () => (registerTelemetry(new OpenTelemetry()), observeAi()),
  'both, as asked': () => (
    registerTelemetry(new OpenTelemetry()),
    observeAi({ besideOthers: true })
  ),
  twice: () => (observeAi(), observeAi()),
  stopped: () => observeAi()(),
  replaced: () => {
    const stop = observeAi({ replaceable: true, captureContent: 'SPAN_ONLY' });
    observeAi();
    stop();
  },
  'beside a listener': () => (registerTelemetry({ onEnd() {} }), observeAi()),
};
recorders[recorderName]();

let stub;
let openai;
/** Stands for an instrumentation of HTTP: its span shows which context a request has. */
const tracedFetch = (...request) =>
  tracer.startActiveSpan('HTTP', (span) => fetch(...request).finally(() => span.end()));

const weather = (execute) =>
  tool({ description: 'The weather', inputSchema: z.object({ city: z.string() }), execute });
const lookUp = weather(async ({ city }) =>
  tracer.startActiveSpan(`look up ${city}`, (span) => {
    span.end();
    return { city, degrees: 20 };
  }),
);
/** The first one fails, after the second one has ended. */
const coldIsUnknown = weather(async ({ city }) => {
  tracer.startSpan(`look up ${city}`).end();
  if (city === 'Oslo') return { city };
  await new Promise((resolve) => setTimeout(resolve, 20));
  throw new TypeError('no sensor');
});
const request = (model = 'gpt') => ({
  model: openai.chat(model),
  instructions: 'Be brief.',
  prompt: 'Is it warm?',
  temperature: 0.5,
  maxOutputTokens: 100,
  stopWhen: isStepCount(3),
  maxRetries: 1,
  onError() {},
});
const read = async ({ textStream }, atMost = Infinity) => {
  let count = 0;
  for await (const text of textStream) {
    if (text !== '' && ++count >= atMost) break;
  }
};
const embedAll = async (telemetry) => {
  const model = openai.embedding('vectors');
  await embed({ model, value: 'a', telemetry });
  await embedMany({ model, values: ['a', 'b'], telemetry });
};
const caught = (error) => void (error?.name ?? error);
const named = { telemetry: { functionId: 'weather-agent' } };

const cases = {
  generate: () => generateText({ ...request(), tools: { weather: lookUp }, ...named }),
  stream: async () => read(streamText({ ...request(), tools: { weather: lookUp }, ...named })),
  plain: () => generateText(request()),
  'failing tool': () =>
    generateText({
      ...request(),
      tools: {
        weather: weather(async () => {
          throw new TypeError('no sensor');
        }),
      },
    }),
  'ids that repeat': () =>
    generateText({ ...request('repeating'), tools: { weather: lookUp }, stopWhen: isStepCount(4) }),
  'ids that repeat in a stream': async () =>
    read(
      streamText({
        ...request('repeating'),
        tools: { weather: lookUp },
        stopWhen: isStepCount(4),
      }),
    ),
  'ids that repeat, one fails': () =>
    generateText({
      ...request('repeating'),
      tools: { weather: coldIsUnknown },
      telemetry: { recordOutputs: false },
    }),
  refused: () => generateText(request('refusing')).catch(caught),
  'private refused': () =>
    generateText({ ...request('refusing'), telemetry: { recordOutputs: false } }).catch(caught),
  'refused stream': () => read(streamText(request('refusing'))),
  retried: () => generateText(request('busy')),
  'retried stream': () => read(streamText(request('busy'))),
  'broken stream': () => read(streamText(request('broken'))).catch(caught),
  aborted: async () => {
    const controller = new AbortController();
    const { textStream } = streamText({ ...request('slow'), abortSignal: controller.signal });
    let count = 0;
    for await (const text of textStream) {
      if (text !== '' && ++count === 3) controller.abort();
    }
  },
  embed: () => embedAll(),
  'own embed': () => embedAll({ integrations: { onEnd() {} } }),
  'private embed': () => embedAll({ recordInputs: false, recordOutputs: false }),
  silenced: () => generateText({ ...request(), telemetry: { isEnabled: false } }),
  private: () =>
    generateText({
      ...request(),
      tools: { weather: lookUp },
      telemetry: { recordInputs: false, recordOutputs: false },
    }),
  'own integrations': async () => {
    const telemetry = { integrations: { onEnd() {} } };
    await generateText({ ...request(), telemetry });
    await read(streamText({ ...request(), telemetry }));
  },
  concurrent: () =>
    Promise.all(
      ['a', 'b', 'c'].map((functionId) =>
        generateText({ ...request(), telemetry: { functionId } }),
      ),
    ),
  'in a span': () =>
    tracer.startActiveSpan('handler', async (span) => {
      await generateText(request());
      tracer.startSpan('after').end();
      span.end();
    }),
  'left early': async () => {
    await read(streamText(request('slow')), 3);
    stub.close();
    await until(() => recorder.spans.some(({ name }) => name === 'invoke_agent'));
  },
  unread: async () => {
    streamText(request());
    const timer = setInterval(() => globalThis.gc(), 20);
    await until(() => recorder.spans.some(({ name }) => name === 'invoke_agent'));
    clearInterval(timer);
  },
};

for (const name of names) {
  stub = await startModelStub();
  openai = createOpenAI({ baseURL: stub.url, apiKey: 'none', fetch: tracedFetch });
  await cases[name]();
  // A stream settles after its last chunk was read.
  await new Promise((resolve) => setTimeout(resolve, 50));
  stub.close();
  const points = await recorder.takePoints();
  const spans = recorder.spans.map(({ name, kind, status, attributes }) => ({
    name,
    kind,
    status,
    attributes,
  }));
  console.log(JSON.stringify({ name, spans, tree: recorder.takeTree(), points }));
}
process.exit();
