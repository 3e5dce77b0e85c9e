import { SamplingDecision, type AnyValue } from '@opentelemetry/api';
import { configureGenAi, createGenAi, genAiStats, type GenAiOptions } from '@otel-native/genai';
import { runNode } from 'test-support/run-node';
import { withEachSdk, type Run } from './support/genai';

const kDetails = 'gen_ai.client.inference.operation.details';
const input = [
  { role: 'system', parts: [{ type: 'text', content: 'Be brief.' }] },
  {
    role: 'assistant',
    parts: [{ type: 'tool_call', id: 'c1', name: 'weather', arguments: '{"city":"Paris"}' }],
  },
  { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: { celsius: 21 } }] },
];
const output = [{ role: 'assistant', parts: [{ type: 'text', content: 'Sunny.' }] }];
const expectedContent = {
  'gen_ai.input.messages': [
    input[0],
    {
      role: 'assistant',
      parts: [{ type: 'tool_call', id: 'c1', name: 'weather', arguments: { city: 'Paris' } }],
    },
    input[2],
  ],
  'gen_ai.output.messages': output,
  'gen_ai.system_instructions': [{ type: 'text', content: 'Help.' }],
  'gen_ai.tool.definitions': [{ type: 'function', name: 'weather' }],
};

/** How often content was asked for. */
function ask({ genAi }: Run): number {
  let built = 0;
  const lazily =
    <T>(value: T) =>
    () => {
      built++;
      return value;
    };
  genAi.inference(
    {
      provider: 'openai',
      model: 'gpt-5',
      inputMessages: lazily(input),
      systemInstructions: [{ type: 'text', content: 'Help.' }],
      toolDefinitions: [{ type: 'function', name: 'weather' }],
    },
    (call) => call.set({ outputMessages: lazily(output) }),
  );
  return built;
}

function contentOf(attributes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(expectedContent).flatMap((name) =>
      name in attributes ? [[name, attributes[name]]] : [],
    ),
  );
}

withEachSdk('no content by default', async (run) => {
  expect(run.genAi.capturesContent).toBe(false);
  expect(ask(run)).toBe(0);
  const { spans, logs } = await run.sent();
  expect(contentOf(spans[0]!.attributes)).toEqual({});
  expect(logs).toEqual([]);
});

withEachSdk(
  'SPAN_ONLY',
  async (run) => {
    expect(ask(run)).toBe(2);
    const { spans, logs } = await run.sent();
    expect(contentOf(spans[0]!.attributes)).toEqual(expectedContent);
    expect(logs).toEqual([]);
  },
  { captureContent: 'SPAN_ONLY' },
);

withEachSdk(
  'EVENT_ONLY',
  async (run) => {
    expect(ask(run)).toBe(2);
    const { spans, logs } = await run.sent();
    expect(contentOf(spans[0]!.attributes)).toEqual({});
    expect(logs).toHaveLength(1);
    const [{ eventName, severityNumber, attributes, spanId }] = logs as [(typeof logs)[number]];
    expect([eventName, severityNumber, spanId]).toEqual([kDetails, 5, spans[0]!.spanId]);
    expect(attributes).toEqual({ ...spans[0]!.attributes, ...expectedContent });
  },
  { captureContent: 'EVENT_ONLY' },
);

withEachSdk(
  'SPAN_AND_EVENT',
  async (run) => {
    expect(ask(run)).toBe(2);
    const { spans, logs } = await run.sent();
    expect(contentOf(spans[0]!.attributes)).toEqual(expectedContent);
    expect(contentOf(logs[0]!.attributes)).toEqual(expectedContent);
  },
  { captureContent: 'SPAN_AND_EVENT' },
);

withEachSdk(
  'nothing is built for a span that is not sampled',
  async (run) => {
    expect(ask(run)).toBe(0);
    expect((await run.sent()).spans).toEqual([]);
  },
  { captureContent: 'SPAN_ONLY' },
  {
    sampler: {
      shouldSample: () => ({ decision: SamplingDecision.NOT_RECORD }),
      toString: () => 'none',
    },
  },
);

withEachSdk(
  'content is as it was when it was given',
  async ({ genAi, sent }) => {
    const messages = [{ role: 'user', parts: [{ type: 'text', content: 'first' }] }];
    const call = genAi.inference.start({ provider: 'openai', inputMessages: messages });
    messages[0]!.parts[0]!.content = 'changed';
    messages.push({ role: 'user', parts: [] });
    call.end();
    const { spans } = await sent();
    expect(spans[0]!.attributes['gen_ai.input.messages']).toEqual([
      { role: 'user', parts: [{ type: 'text', content: 'first' }] },
    ]);
  },
  { captureContent: 'SPAN_ONLY' },
);

withEachSdk(
  'arguments and results of tools are structured',
  async ({ genAi, sent }) => {
    genAi.tool({ name: 'a', arguments: '{"city":"Paris","days":[1,2]}' }, (call) =>
      call.set({ result: () => ({ celsius: 21 }) }),
    );
    genAi.tool({ name: 'b', arguments: '{"city":' }, (call) => call.set({ result: 'plain text' }));
    const { spans } = await sent();
    const shown = spans.map(({ attributes }) => [
      attributes['gen_ai.tool.call.arguments'],
      attributes['gen_ai.tool.call.result'],
    ]);
    expect(shown).toEqual([
      [{ city: 'Paris', days: [1, 2] }, { celsius: 21 }],
      ['{"city":', 'plain text'],
    ]);
  },
  { captureContent: 'SPAN_ONLY' },
);

const image = 'QUJDREVGR0g='; // 8 bytes, and a byte of padding
const blobs = [
  {
    role: 'user',
    parts: [
      { type: 'blob', mime_type: 'image/png', modality: 'image', content: image },
      { type: 'uri', modality: 'image', uri: `data:image/gif;base64,${image}` },
      { type: 'uri', modality: 'image', uri: 'https://example.test/cat.png' },
      { type: 'blob', modality: 'audio', content: new Uint8Array([65, 66]) },
    ],
  },
];

function blobParts(check: (parts: AnyValue, dropped: number) => void) {
  return async ({ genAi, sent }: Run) => {
    const before = genAiStats().droppedBlobBytes;
    genAi.inference({ provider: 'openai', inputMessages: blobs }, () => {});
    const { spans } = await sent();
    const messages = spans[0]!.attributes['gen_ai.input.messages'] as { parts: AnyValue }[];
    check(messages[0]!.parts, genAiStats().droppedBlobBytes - before);
  };
}

const spanOnly: GenAiOptions = { captureContent: 'SPAN_ONLY' };
withEachSdk(
  'blobs are dropped, and counted',
  blobParts((parts, dropped) => {
    expect(parts).toEqual([
      { type: 'blob', mime_type: 'image/png', modality: 'image', content: '', dropped_bytes: 9 },
      { type: 'blob', mime_type: 'image/gif', modality: 'image', content: '', dropped_bytes: 9 },
      blobs[0]!.parts[2],
      { type: 'blob', modality: 'audio', content: '', dropped_bytes: 2 },
    ]);
    expect(dropped).toBe(20);
  }),
  spanOnly,
);

const keep: GenAiOptions = { ...spanOnly, blobs: 'keep' };
withEachSdk(
  'blobs are kept by option',
  blobParts((parts) => {
    expect(parts).toEqual([
      { type: 'blob', mime_type: 'image/png', modality: 'image', content: image },
      { type: 'blob', mime_type: 'image/gif', modality: 'image', content: image },
      blobs[0]!.parts[2],
      { type: 'blob', modality: 'audio', content: 'QUI=' },
    ]);
  }),
  keep,
);

const referenced: GenAiOptions = {
  ...spanOnly,
  referenceBlob: ({ mime_type: type }) => {
    if (type === 'image/gif') throw new Error('no storage');
    return type === undefined ? undefined : `s3://blobs/${type}`;
  },
};
withEachSdk(
  'blobs are referenced by a hook',
  blobParts((parts) => {
    expect(parts).toEqual([
      { type: 'uri', mime_type: 'image/png', modality: 'image', uri: 's3://blobs/image/png' },
      { type: 'blob', mime_type: 'image/gif', modality: 'image', content: '', dropped_bytes: 9 },
      blobs[0]!.parts[2],
      { type: 'blob', modality: 'audio', content: '', dropped_bytes: 2 },
    ]);
  }),
  referenced,
);

withEachSdk(
  'a hook redacts; what it fails on is left out',
  async (run) => {
    ask(run);
    const { spans } = await run.sent();
    expect(contentOf(spans[0]!.attributes)).toEqual({
      'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'inference' }] }],
      'gen_ai.tool.definitions': expectedContent['gen_ai.tool.definitions'],
    });
  },
  {
    ...spanOnly,
    redact: (value, { attribute, call }) => {
      if (attribute === 'gen_ai.output.messages') throw new Error('cannot tell');
      if (attribute === 'gen_ai.system_instructions') return undefined;
      if (attribute === 'gen_ai.tool.definitions') return value;
      return [{ role: 'user', parts: [{ type: 'text', content: call }] }];
    },
  },
);

withEachSdk(
  'a hook stores content elsewhere',
  async (run) => {
    ask(run);
    const { attributes } = (await run.sent()).spans[0]!;
    expect(contentOf(attributes)).toEqual({ 'gen_ai.output.messages': output });
    expect(attributes['gen_ai.input.messages_ref']).toBe('s3://calls/1/gen_ai.input.messages');
    expect(attributes['gen_ai.system_instructions_ref']).toMatch(/^s3:/);
    expect(attributes['gen_ai.tool.definitions_ref']).toMatch(/^s3:/);
  },
  {
    ...spanOnly,
    reference: (_value, { attribute }) =>
      attribute === 'gen_ai.output.messages' ? undefined : `s3://calls/1/${attribute}`,
  },
);

test('options of the process apply where a scope has none, and the variable where neither has', () => {
  const variable = 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT';
  const genAi = createGenAi();
  const own = createGenAi({ captureContent: 'NO_CONTENT' });
  try {
    for (const [value, captures] of [
      ['span_and_event', true],
      ['true', true],
      ['false', false],
      ['NO_CONTENT', false],
      ['', false],
    ] as const) {
      process.env[variable] = value;
      configureGenAi({});
      expect([value, genAi.capturesContent]).toEqual([value, captures]);
    }
    configureGenAi({ captureContent: 'EVENT_ONLY' });
    expect([genAi.capturesContent, own.capturesContent]).toEqual([true, false]);
  } finally {
    delete process.env[variable];
    configureGenAi({});
  }
  expect(genAi.capturesContent).toBe(false);
});

test('a wrong variable warns once, and records no content', async () => {
  const program = `
    import { configureGenAi, createGenAi } from '@otel-native/genai';
    const captures = [createGenAi().capturesContent];
    configureGenAi({});
    console.log(captures.concat(createGenAi().capturesContent));`;
  const { code, stdout, stderr } = await runNode(['--input-type=module', '-e', program], {
    cwd: __dirname,
    env: { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'secret-value' },
  });
  expect([code, stdout]).toEqual([0, '[ false, false ]\n']);
  expect(stderr.match(/OpenTelemetryWarning/g)).toHaveLength(1);
  expect(stderr).toContain('SPAN_AND_EVENT');
  expect(stderr).not.toContain('secret');
});

test.each([
  [{ captureContent: 'ALL' }, /captureContent is "ALL": expected one of NO_CONTENT/],
  [{ maxContentBytes: -1 }, /maxContentBytes/],
  [{ redact: 'yes' }, /redact/],
  [{ blobs: 'some' }, /blobs/],
  [{ cost: true }, /cost/],
  [{ tracerProvider: {} }, /tracerProvider/],
])('the option %j is refused', (options, message) => {
  const make = () => createGenAi(options as unknown as GenAiOptions);
  expect(make).toThrow(expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }));
  expect(make).toThrow(message);
});
