/** What is recorded of the AI SDK 7, by ours and by `@ai-sdk/otel`, of the same traffic against a model stub. */
import type { Attributes, SpanStatus } from '@opentelemetry/api';
import { observeAi } from '@otel-native/genai/ai';
import { join } from 'node:path';
import { runNode } from 'test-support/run-node';

interface RecordedSpan {
  readonly name: string;
  readonly kind: number;
  readonly status: SpanStatus;
  readonly attributes: Attributes;
}
interface Recorded {
  readonly name: string;
  readonly spans: RecordedSpan[];
  readonly tree: string[];
  readonly points: { name: string; attributes: Attributes; count: number }[];
}

/** The lowest version at which all of this is recorded, and the newest one. */
const libraries = [
  ['7.0.106', 'ai-7'],
  ['7.0.173', 'ai'],
] as const;

/** A case is a process, or a part of one; other work may keep the machine busy. */
jest.setTimeout(600_000);

async function run(
  library: string,
  recorder: string,
  ...names: string[]
): Promise<Record<string, Recorded>> {
  const program = join(__dirname, 'traffic.mjs');
  const { code, stdout, stderr } = await runNode([
    '--expose-gc',
    program,
    library,
    recorder,
    ...names,
  ]);
  if (code !== 0) throw new Error(stderr);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded);
  return Object.fromEntries(lines.map((line) => [line.name, line]));
}

const chat = (model = 'gpt', error = '') => [
  `  chat ${model} CLIENT${error && ` ERROR ${error}`}`,
  '    HTTP INTERNAL',
];
const withTools = [
  'invoke_agent weather-agent INTERNAL',
  ...chat(),
  '  execute_tool weather INTERNAL',
  '    look up Rome INTERNAL',
  '  execute_tool weather INTERNAL',
  '    look up Oslo INTERNAL',
  ...chat(),
];
const twoEmbeddings = [1, 2].flatMap(() => ['embeddings vectors CLIENT', '  HTTP INTERNAL']);
/** All calls of tools have one id. */
const withRepeatedIds = [
  'invoke_agent INTERNAL',
  ...[1, 2].flatMap(() => [
    ...chat('repeating'),
    '  execute_tool weather INTERNAL',
    '    look up Rome INTERNAL',
    '  execute_tool weather INTERNAL',
    '    look up Oslo INTERNAL',
  ]),
  ...chat('repeating'),
];

describe.each(libraries)('the trees of spans, ai %s', (_, library) => {
  let ours: Record<string, Recorded>;
  beforeAll(async () => {
    ours = await run(library, 'ours', ...Object.keys(expected), 'private refused');
  });

  const expected: Record<string, string[]> = {
    generate: withTools,
    stream: withTools,
    plain: ['invoke_agent INTERNAL', ...chat()],
    'failing tool': [
      'invoke_agent INTERNAL',
      ...chat(),
      '  execute_tool weather INTERNAL ERROR TypeError',
      '  execute_tool weather INTERNAL ERROR TypeError',
      ...chat(),
    ],
    'ids that repeat': withRepeatedIds,
    'ids that repeat in a stream': withRepeatedIds,
    refused: [
      'invoke_agent INTERNAL ERROR AI_APICallError',
      ...chat('refusing', 'AI_APICallError'),
    ],
    'refused stream': [
      'invoke_agent INTERNAL ERROR AI_APICallError',
      ...chat('refusing', 'AI_APICallError'),
    ],
    retried: ['invoke_agent INTERNAL', ...chat('busy'), '    HTTP INTERNAL'],
    'retried stream': ['invoke_agent INTERNAL', ...chat('busy'), '    HTTP INTERNAL'],
    'broken stream': [
      'invoke_agent INTERNAL ERROR AI_APICallError',
      ...chat('broken', 'AI_APICallError'),
    ],
    aborted: ['invoke_agent INTERNAL ERROR AbortError', ...chat('slow', 'AbortError')],
    'left early': [
      'invoke_agent INTERNAL ERROR AI_APICallError',
      ...chat('slow', 'AI_APICallError'),
    ],
    unread: ['invoke_agent INTERNAL', ...chat()],
    embed: twoEmbeddings,
    'own embed': twoEmbeddings,
    'private embed': twoEmbeddings,
    silenced: ['HTTP INTERNAL'],
    concurrent: ['a', 'b', 'c'].flatMap((name) => [`invoke_agent ${name} INTERNAL`, ...chat()]),
    'own integrations': ['invoke_agent INTERNAL', ...chat(), 'invoke_agent INTERNAL', ...chat()],
    'in a span': [
      'handler INTERNAL',
      ...['invoke_agent INTERNAL', ...chat()].map((line) => `  ${line}`),
      '  after INTERNAL',
    ],
  };

  test.each(Object.keys(expected))('%s', (name) => {
    expect(ours[name]!.tree).toEqual(expected[name]);
  });

  test('a call of a model says where, how much and when', () => {
    for (const name of ['generate', 'stream']) {
      const spans = ours[name]!.spans.filter((span) => span.name === 'chat gpt');
      expect(spans).toHaveLength(2);
      expect(spans[0]!.attributes).toEqual({
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt',
        'gen_ai.request.max_tokens': 100,
        'gen_ai.request.temperature': 0.5,
        'gen_ai.response.finish_reasons': ['tool-calls'],
        'gen_ai.response.id': 'answer-1',
        'gen_ai.response.model': 'model-1',
        'gen_ai.usage.input_tokens': 10,
        'gen_ai.usage.output_tokens': 5,
        'gen_ai.usage.cache_read.input_tokens': 4,
        'gen_ai.usage.reasoning.output_tokens': 2,
        'server.address': '127.0.0.1',
        'server.port': expect.any(Number),
        ...(name === 'stream' && {
          'gen_ai.request.stream': true,
          'gen_ai.response.time_to_first_chunk': expect.any(Number),
        }),
      });
    }
  });

  test('without the events of integrations, calls that do not stream say the same', () => {
    const [whole, streamed] = ours['own integrations']!.spans.filter(
      (span) => span.name === 'chat gpt',
    );
    expect(whole!.attributes).toEqual({
      ...ours['plain']!.spans.find((span) => span.name === 'chat gpt')!.attributes,
      'server.port': expect.any(Number),
    });
    expect(streamed!.attributes).not.toHaveProperty(['gen_ai.usage.input_tokens']);
  });

  test('an agent has the usage of all its calls, and the last reason to finish', () => {
    for (const name of ['generate', 'stream']) {
      const agent = ours[name]!.spans.find((span) => span.name.startsWith('invoke_agent'));
      expect(agent!.attributes).toMatchObject({
        'gen_ai.usage.input_tokens': 20,
        'gen_ai.usage.output_tokens': 10,
        'gen_ai.usage.reasoning.output_tokens': 4,
        'gen_ai.response.finish_reasons': ['stop'],
      });
    }
    const [whole] = ours['own integrations']!.spans.filter((span) =>
      span.name.startsWith('invoke_agent'),
    );
    expect(whole!.attributes).toMatchObject({ 'gen_ai.usage.input_tokens': 10 });
  });

  test('metrics count the calls of an agent', () => {
    const { points } = ours['stream']!;
    const of = (name: string) => points.filter((point) => point.name === name);
    expect(of('gen_ai.client.inference.duration')).toMatchObject([{ count: 2 }]);
    expect(of('gen_ai.client.inference.time_to_first_chunk')).toMatchObject([{ count: 2 }]);
    expect(of('gen_ai.execute_tool.duration')).toMatchObject([{ count: 2 }]);
    expect(of('gen_ai.invoke_agent.inference_calls')).toMatchObject([{ sum: 2, count: 1 }]);
    expect(of('gen_ai.invoke_agent.tool_calls')).toMatchObject([{ sum: 2, count: 1 }]);
  });

  test('each tool ends when its own work ends, whatever its id', () => {
    const { points, spans } = ours['ids that repeat']!;
    const of = (name: string) => points.filter((point) => point.name === name);
    expect(of('gen_ai.execute_tool.duration')).toMatchObject([{ count: 4 }]);
    expect(of('gen_ai.invoke_agent.tool_calls')).toMatchObject([{ sum: 4, count: 1 }]);
    expect(spans.filter(({ name }) => name === 'execute_tool weather')).toHaveLength(4);
  });

  test('of two tools with one id, the one that failed has the error', async () => {
    const { 'ids that repeat, one fails': failed } = await run(
      library,
      'ours',
      'ids that repeat, one fails',
    );
    const tree = failed!.tree.join('\n');
    // The call keeps outputs back, and so what the error says.
    expect(JSON.stringify(failed!.spans)).not.toContain('no sensor');
    const outcomes = tree.match(/execute_tool.*\n.*look up \w+/g)!.toSorted();
    expect(outcomes).toEqual(
      [
        ...Array(2).fill('execute_tool weather INTERNAL ERROR TypeError\n    look up Rome'),
        ...Array(2).fill('execute_tool weather INTERNAL\n    look up Oslo'),
      ].toSorted(),
    );
  });

  test('an error of a call that keeps something back has its class alone', () => {
    const { tree, spans } = ours['private refused']!;
    for (const line of [tree[0], tree[1]]) expect(line).toMatch(/ERROR \w*Error$/);
    expect(JSON.stringify(spans)).not.toContain('refused');
    expect(JSON.stringify(ours['refused']!.spans)).toContain('refused');
  });

  test.each(['embed', 'own embed'])('embeddings: %s', (name) => {
    const spans = ours[name]!.spans.filter(({ kind }) => kind === 2);
    expect(spans).toHaveLength(2);
    for (const { attributes } of spans) {
      expect(attributes).toMatchObject({
        'gen_ai.usage.input_tokens': 3,
        'gen_ai.embeddings.dimension.count': 3,
      });
    }
  });

  test('embeddings that are kept back have their usage', () => {
    const spans = ours['private embed']!.spans.filter(({ kind }) => kind === 2);
    expect(spans).toHaveLength(2);
    for (const { attributes } of spans) {
      expect(attributes).toMatchObject({ 'gen_ai.usage.input_tokens': 3 });
      expect(attributes).not.toHaveProperty(['gen_ai.embeddings.dimension.count']);
    }
  });
});

describe.each(libraries)('content, ai %s', (_, library) => {
  test('is recorded as values if asked for, and kept back as the call says', async () => {
    const {
      generate,
      stream,
      private: kept,
    } = await run(library, 'content', 'generate', 'stream', 'private');
    for (const { spans } of [generate!, stream!]) {
      const [first] = spans.filter(({ name }) => name === 'chat gpt');
      expect(first!.attributes).toMatchObject({
        'gen_ai.input.messages': [
          { role: 'user', parts: [{ type: 'text', content: 'Is it warm?' }] },
        ],
        'gen_ai.system_instructions': [{ type: 'text', content: 'Be brief.' }],
        'gen_ai.tool.definitions': [
          { type: 'function', name: 'weather', description: 'The weather' },
        ],
        'gen_ai.output.messages': [
          {
            role: 'assistant',
            parts: ['Rome', 'Oslo'].map((city, i) => ({
              type: 'tool_call',
              id: `call_${i}`,
              name: 'weather',
              arguments: { city },
            })),
          },
        ],
      });
      const tool = spans.find(({ name }) => name === 'execute_tool weather');
      expect(tool!.attributes).toMatchObject({
        'gen_ai.tool.call.arguments': { city: 'Rome' },
        'gen_ai.tool.call.result': { city: 'Rome', degrees: 20 },
      });
    }
    const attributesOf = ({ spans }: Recorded) =>
      JSON.stringify(spans.map((span) => span.attributes));
    expect(attributesOf(kept!)).not.toMatch(/warm|brief|Rome|degrees/i);
    const { generate: quiet } = await run(library, 'ours', 'generate');
    expect(attributesOf(quiet!)).not.toMatch(/warm|brief|Rome|degrees/i);
  });
});

describe.each(libraries)('beside @ai-sdk/otel, ai %s', (_, library) => {
  const otelTree = [
    'invoke_agent gpt INTERNAL',
    '  step 1 INTERNAL',
    '    chat gpt CLIENT',
    '      HTTP INTERNAL',
  ];

  test.each(['ours then otel', 'otel then ours'])('ours steps back: %s', async (order) => {
    const { plain } = await run(library, order, 'plain');
    expect(plain!.tree).toEqual(otelTree);
  });

  test('ours records too if asked to, beside listeners, and once if started twice', async () => {
    const both = await run(library, 'both, as asked', 'plain');
    expect(both['plain']!.tree).toHaveLength(6);
    const tree = ['invoke_agent INTERNAL', ...chat()];
    for (const recorder of ['beside a listener', 'twice']) {
      expect((await run(library, recorder, 'plain'))['plain']!.tree).toEqual(tree);
    }
    expect((await run(library, 'stopped', 'plain'))['plain']!.tree).toEqual(['HTTP INTERNAL']);
  });

  test('a call with options of its own takes the place of a replaceable one', async () => {
    const { plain } = await run(library, 'replaced', 'plain');
    expect(plain!.tree).toEqual(['invoke_agent INTERNAL', ...chat()]);
    const attributes = plain!.spans.flatMap((span) => Object.keys(span.attributes));
    expect(attributes).not.toContain('gen_ai.input.messages');
  });

  test('attribute by attribute, of the same stream', async () => {
    const { stream: ours } = await run(library, 'content', 'stream');
    const { stream: theirs } = await run(library, 'otel', 'stream');
    const namesOf = ({ spans }: Recorded, start: string) =>
      [
        ...new Set(
          spans
            .filter(({ name }) => name.startsWith(start))
            .flatMap((span) => Object.keys(span.attributes)),
        ),
      ].toSorted();
    const differenceOf = (start: string) => {
      const [a, b] = [namesOf(ours!, start), namesOf(theirs!, start)];
      return {
        onlyOurs: a.filter((name) => !b.includes(name)),
        onlyTheirs: b.filter((name) => !a.includes(name)),
      };
    };
    // docs/genai-integrations.md gives the reasons.
    expect(differenceOf('chat')).toEqual({
      onlyOurs: [
        'gen_ai.request.stream',
        'gen_ai.response.time_to_first_chunk',
        'gen_ai.usage.reasoning.output_tokens',
        // The lowest version tells integrations of no URL, but its channel does.
        ...(library === 'ai-7' ? ['server.address', 'server.port'] : []),
      ],
      onlyTheirs: [
        'gen_ai.client.operation.duration',
        'gen_ai.client.operation.time_per_output_chunk',
        'gen_ai.client.operation.time_to_first_chunk',
      ],
    });
    expect(differenceOf('execute_tool')).toEqual({
      onlyOurs: ['gen_ai.agent.name'],
      onlyTheirs: ['gen_ai.execute_tool.duration'],
    });
    expect(differenceOf('invoke_agent')).toEqual({
      onlyOurs: ['gen_ai.usage.reasoning.output_tokens'],
      onlyTheirs: ['gen_ai.provider.name', 'gen_ai.usage.cache_read.input_tokens'],
    });
  });
});

test('a wrong option is refused', () => {
  const code = 'ERR_OTEL_NATIVE_INVALID_OPTION';
  const wrong = { besideOthers: 'yes' as unknown as boolean };
  expect(() => observeAi(wrong)).toThrow(expect.objectContaining({ code }));
  const mode = { captureContent: 'all' as 'NO_CONTENT' };
  expect(() => observeAi(mode)).toThrow(expect.objectContaining({ code }));
});
