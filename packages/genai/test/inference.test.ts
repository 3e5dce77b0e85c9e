import { SpanKind } from '@opentelemetry/api';
import { withEachSdk } from './support/genai';

const kOtlpClient = 3;
const request = {
  provider: 'openai',
  model: 'gpt-5',
  serverAddress: 'api.openai.com',
  serverPort: 443,
  temperature: 0.5,
  maxTokens: 100,
  stopSequences: ['END'],
  choiceCount: 2,
  stream: false,
};

withEachSdk('a call of a model has the attributes of the conventions', async ({ genAi, sent }) => {
  const answer = await genAi.inference(request, async (call) => {
    call.set({
      responseId: 'resp_1',
      responseModel: 'gpt-5-2026',
      finishReasons: ['stop', 'length'],
      usage: { inputTokens: 40, outputTokens: 7, cacheReadInputTokens: 30, textInputTokens: 40 },
    });
    return 'hello';
  });
  expect(answer).toBe('hello');
  const { spans, points, logs } = await sent();
  expect(spans).toHaveLength(1);
  const [span] = spans;
  expect(span!.name).toBe('chat gpt-5');
  expect(span!.kind).toBe(kOtlpClient);
  expect(SpanKind.CLIENT).toBe(2);
  expect(span!.status.code).toBe(0);
  expect(span!.scope.name).toBe('@otel-native/genai');
  expect(span!.attributes).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5',
    'server.address': 'api.openai.com',
    'server.port': 443,
    'gen_ai.request.temperature': 0.5,
    'gen_ai.request.max_tokens': 100,
    'gen_ai.request.stop_sequences': ['END'],
    'gen_ai.request.choice.count': 2,
    'gen_ai.response.id': 'resp_1',
    'gen_ai.response.model': 'gpt-5-2026',
    'gen_ai.response.finish_reasons': ['stop', 'length'],
    'gen_ai.usage.input_tokens': 40,
    'gen_ai.usage.output_tokens': 7,
    'gen_ai.usage.cache_read.input_tokens': 30,
    'gen_ai.usage.text.input_tokens': 40,
  });
  expect(logs).toEqual([]);
  const client = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5',
    'gen_ai.response.model': 'gpt-5-2026',
    'server.address': 'api.openai.com',
    'server.port': 443,
  };
  const summary = points.map(({ name, unit, kind, value, count, attributes }) => {
    const isDuration = unit === 's';
    return [name, unit, kind, isDuration ? count : value, attributes];
  });
  const usage = 'gen_ai.client.inference.usage';
  const modality = (value: string) => ({ ...client, 'gen_ai.token.modality': value });
  expect(summary).toEqual([
    ['gen_ai.client.inference.duration', 's', 'histogram', 1, client],
    ['gen_ai.client.inference.operation.input_tokens', '{token}', 'histogram', 40, client],
    ['gen_ai.client.inference.operation.output_tokens', '{token}', 'histogram', 7, client],
    [`${usage}.cache_read.input_tokens`, '{token}', 'sum', 30, modality('unknown')],
    [`${usage}.input_tokens`, '{token}', 'sum', 40, modality('text')],
    [`${usage}.output_tokens`, '{token}', 'sum', 7, modality('unknown')],
  ]);
  const [duration] = points;
  const seconds =
    Number(BigInt(span!.endTimeUnixNano) - BigInt(span!.startTimeUnixNano)) / 1_000_000_000;
  expect(Math.abs(duration!.value - seconds)).toBeLessThan(0.1);
  expect(duration!.bounds).toEqual([
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
  ]);
  const tokens = points.find(({ name }) => name.endsWith('operation.input_tokens'));
  expect(tokens!.bounds).toEqual(Array.from({ length: 14 }, (_, index) => 4 ** index));
});

withEachSdk('an error reaches the caller, the span, the metrics and the event', async (run) => {
  class RateLimitError extends Error {}
  const error = new RateLimitError('slow down');
  const failing = run.genAi.inference({ provider: 'openai', model: 'gpt-5' }, async () => {
    throw error;
  });
  await expect(failing).rejects.toBe(error);
  const { spans, points, logs } = await run.sent();
  expect(spans[0]!.status).toEqual({ code: 2, message: 'slow down' });
  expect(spans[0]!.attributes['error.type']).toBe('RateLimitError');
  expect(spans[0]!.events).toEqual([]);
  expect(
    points.map(({ name, value, attributes }) => [name, value, attributes['error.type']]),
  ).toEqual([
    ['gen_ai.client.inference.duration', expect.any(Number), 'RateLimitError'],
    ['gen_ai.client.inference.usage.input_tokens', 0, undefined],
    ['gen_ai.client.inference.usage.output_tokens', 0, undefined],
  ]);
  expect(logs).toHaveLength(1);
  const [log] = logs;
  expect(log!.eventName).toBe('gen_ai.client.inference.exception');
  expect(log!.severityNumber).toBe(13);
  expect(log!.spanId).toBe(spans[0]!.spanId);
  expect(log!.attributes).toEqual({
    'exception.type': 'RateLimitError',
    'exception.message': 'slow down',
    'exception.stacktrace': error.stack,
  });
});

withEachSdk('a handle is started, ended and never ended twice', async ({ genAi, sent }) => {
  const startTime = Date.now() - 5000;
  const call = genAi.inference.start({
    provider: 'openai',
    operation: 'generate_content',
    startTime,
  });
  expect(call.isRecording).toBe(true);
  call.end({ usage: { inputTokens: 1 } }, startTime + 2000);
  call.fail(new Error('too late'));
  call.set({ responseId: 'too late' });
  call.end();
  expect(call.isRecording).toBe(false);
  const { spans, points, logs } = await sent();
  expect(spans).toHaveLength(1);
  expect(spans[0]!.name).toBe('generate_content');
  expect(spans[0]!.status.code).toBe(0);
  expect(logs).toEqual([]);
  const duration = points.find(({ name }) => name === 'gen_ai.client.inference.duration');
  expect(duration!.value).toBeCloseTo(2, 3);
  const { startTimeUnixNano, endTimeUnixNano } = spans[0]!;
  expect(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)).toBe(2_000_000_000n);
});

withEachSdk(
  'samplers see the attributes that matter to them',
  async ({ genAi, sent }) => {
    genAi.inference({ ...request, model: 'dropped' }, () => {});
    genAi.inference({ ...request, model: 'kept' }, () => {});
    const { spans, points } = await sent();
    expect(spans.map(({ name }) => name)).toEqual(['chat kept']);
    const durations = points.filter(({ name }) => name === 'gen_ai.client.inference.duration');
    expect(durations.map(({ attributes }) => attributes['gen_ai.request.model'])).toEqual([
      'dropped',
      'kept',
    ]);
  },
  {},
  {
    sampler: {
      shouldSample: (_context, _traceId, _name, _kind, attributes) => ({
        decision:
          attributes['gen_ai.request.model'] === 'kept' &&
          attributes['server.port'] === 443 &&
          attributes['gen_ai.provider.name'] === 'openai'
            ? 2
            : 0,
      }),
      toString: () => 'by model',
    },
  },
);
