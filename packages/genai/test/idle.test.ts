import { SpanKind, context, metrics, trace } from '@opentelemetry/api';
import { TracerProvider } from '@otel-native/native-core';
import { agent, createGenAi, genAiStats, inference, tool } from '@otel-native/genai';

afterEach(() => {
  trace.disable();
  metrics.disable();
  context.disable();
});

test('without an SDK everything runs, nothing is built, and every call is the same object', async () => {
  const before = genAiStats();
  const unread = () => {
    throw new Error('content was read');
  };
  const call = inference.start({ provider: 'openai', inputMessages: unread });
  expect(call.isRecording).toBe(false);
  expect(call.capturesContent).toBe(false);
  expect(call).toBe(agent.start({}));
  const source = { next: 1 };
  expect(call.stream(source)).toBe(source);
  call.set({ outputMessages: unread });
  call.chunk();
  call.end({ usage: { inputTokens: -1 } });
  call.fail(new Error('no'));
  call.abandon();
  expect(call.run(() => call.context)).toBe(context.active());
  expect(await tool({ name: 't', arguments: unread }, async () => 7)).toBe(7);
  const error = new Error('mine');
  expect(() =>
    inference({ provider: 'openai' }, () => {
      throw error;
    }),
  ).toThrow(error);
  expect(genAiStats()).toEqual(before);
});

test('recorders that were made before an SDK use it, and those after it is gone are idle again', () => {
  const genAi = createGenAi();
  expect(genAi.inference.start({ provider: 'p' }).isRecording).toBe(false);
  const started: [string, SpanKind | undefined][] = [];
  const provider = new TracerProvider({
    spanProcessors: [
      {
        onStart: (span) => void started.push([span.name, span.kind]),
        onEnd: () => {},
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  trace.setGlobalTracerProvider(provider);
  genAi.inference({ provider: 'p', model: 'm' }, () => {});
  inference({ provider: 'p', model: 'n' }, () => {});
  expect(started).toEqual([
    ['chat m', SpanKind.CLIENT],
    ['chat n', SpanKind.CLIENT],
  ]);
  trace.disable();
  expect(genAi.inference.start({ provider: 'p' }).isRecording).toBe(false);
});

test('a provider that throws breaks nothing', () => {
  const broken = () => {
    throw new Error('broken SDK');
  };
  const genAi = createGenAi({ tracerProvider: { getTracer: broken } });
  const before = genAiStats().failures;
  expect(genAi.inference({ provider: 'p' }, () => 7)).toBe(7);
  expect(genAiStats().failures).toBe(before + 1);
  const ended: unknown[] = [];
  const tracerProvider = new TracerProvider({
    spanProcessors: [
      {
        onStart: () => {},
        onEnd: ({ attributes }) => void ended.push(attributes['gen_ai.response.id']),
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  const brokenMeters = createGenAi({ tracerProvider, meterProvider: { getMeter: broken } });
  const answered = brokenMeters.inference({ provider: 'p' }, (call) => {
    call.set({ responseId: 'r1' });
    return 7;
  });
  expect([answered, ended]).toEqual([7, ['r1']]);
  expect(genAiStats().failures).toBeGreaterThan(before + 1);
});
