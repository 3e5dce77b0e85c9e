import { genAiStats, type InputMessage } from '@otel-native/genai';
import { withEachSdk, type Run } from './support/genai';

type Messages = { role: string; parts: { type: string; content: string }[] }[];

const kCutBytes = 'otel_native.genai.content.cut_bytes';
const user = (content: string): InputMessage => ({
  role: 'user',
  parts: [{ type: 'text', content }],
});

async function recorded({ genAi, sent }: Run, inputMessages: InputMessage[], answer = 'yes') {
  genAi.inference({ provider: 'openai', inputMessages }, (call) =>
    call.set({
      outputMessages: [{ role: 'assistant', parts: [{ type: 'text', content: answer }] }],
    }),
  );
  const { attributes } = (await sent()).spans[0]!;
  return {
    input: attributes['gen_ai.input.messages'] as unknown as Messages,
    output: attributes['gen_ai.output.messages'] as unknown as Messages,
    cutBytes: attributes[kCutBytes] as number | undefined,
    bytes: Buffer.byteLength(
      JSON.stringify([attributes['gen_ai.input.messages'], attributes['gen_ai.output.messages']]),
    ),
  };
}

const options = (maxContentBytes: number) =>
  ({ captureContent: 'SPAN_ONLY', maxContentBytes }) as const;

withEachSdk(
  'texts are cut inside their parts, the oldest first',
  async (run) => {
    const before = genAiStats().cutContentBytes;
    const { input, output, cutBytes } = await recorded(run, [
      user('a'.repeat(600)),
      user('b'.repeat(600)),
      user('c'.repeat(600)),
    ]);
    const texts = input.map(({ parts }) => parts[0]!.content);
    expect(texts[0]).toMatch(/^…\[600 bytes cut\]$/);
    expect(texts[1]).toMatch(/^b{50,550}…\[\d+ bytes cut\]$/);
    expect(texts[2]).toBe('c'.repeat(600));
    expect(output[0]!.parts[0]!.content).toBe('yes');
    expect(input.map(({ role, parts }) => [role, parts[0]!.type])).toEqual(
      Array(3).fill(['user', 'text']),
    );
    expect(cutBytes).toBeGreaterThan(600);
    expect(genAiStats().cutContentBytes - before).toBe(cutBytes);
  },
  options(1200),
);

withEachSdk(
  'a text is cut between characters',
  async (run) => {
    for (const character of ['é', '漢', '😀']) {
      const { input } = await recorded(run, [user(character.repeat(400))]);
      const { content } = input[0]!.parts[0]!;
      expect(content).toMatch(new RegExp(`^(${character})+…\\[\\d+ bytes cut\\]$`, 'u'));
    }
  },
  options(300),
);

withEachSdk(
  'arguments and results inside of parts are cut too',
  async (run) => {
    const { input } = await recorded(run, [
      {
        role: 'assistant',
        parts: [
          { type: 'tool_call', id: 'c1', name: 'search', arguments: { query: 'q'.repeat(500) } },
        ],
      },
      user('what now?'),
    ]);
    const [part] = input[0]!.parts as unknown as [{ arguments: { query: string } }];
    expect(part).toMatchObject({ type: 'tool_call', id: 'c1', name: 'search' });
    expect(part.arguments.query).toMatch(/^q*…\[\d+ bytes cut\]$/);
    expect(input[1]!.parts[0]!.content).toBe('what now?');
  },
  options(200),
);

withEachSdk(
  'where there are too many messages, the oldest ones are left out',
  async (run) => {
    const { input, output, bytes, cutBytes } = await recorded(
      run,
      Array.from({ length: 500 }, (_, index) => user(`message ${index}`)),
    );
    expect(input[0]).toEqual({
      role: 'user',
      parts: [{ type: 'cut', name: 'cut', cut_items: 501 - input.length }],
    });
    expect(input.at(-1)!.parts[0]!.content).toBe('message 499');
    expect(output[0]!.parts[0]!.content).toBe('yes');
    expect(bytes).toBeLessThan(4000);
    expect(cutBytes).toBeGreaterThan(10_000);
  },
  options(2000),
);

withEachSdk(
  'a budget that nothing fits into records nothing',
  async (run) => {
    const { input, output } = await recorded(run, [user('hello')]);
    expect([input, output]).toEqual([undefined, undefined]);
  },
  options(1),
);

withEachSdk(
  '0 is no limit',
  async (run) => {
    const { input, cutBytes } = await recorded(run, [user('a'.repeat(300_000))]);
    expect(input[0]!.parts[0]!.content).toHaveLength(300_000);
    expect(cutBytes).toBeUndefined();
  },
  options(0),
);

withEachSdk(
  'the default is 131,072 bytes',
  async (run) => {
    const { input, cutBytes } = await recorded(run, [user('a'.repeat(200_000))]);
    expect(input[0]!.parts[0]!.content.length).toBeGreaterThan(130_000);
    expect(input[0]!.parts[0]!.content.length).toBeLessThan(131_072);
    expect(cutBytes).toBeGreaterThan(200_000 - 131_072);
  },
  { captureContent: 'SPAN_ONLY' },
);
