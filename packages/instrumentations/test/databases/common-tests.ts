import fc from 'fast-check';
import type { DatabaseServer } from './server';
import {
  expectSame,
  librarySpans,
  runScript,
  type Manager,
  type Program,
  type SpanNode,
} from './support';

const kSeed = 20;

interface Subject {
  readonly library: string;
  readonly programs: fc.Arbitrary<Program>;
  /** How many spans a program makes at least, on average. */
  readonly spansEach: number;
  /** Called in tests, when the server runs. */
  readonly server: () => DatabaseServer;
}

/** Tests random programs: they make the spans of the official instrumentation. */
export function testRandomPrograms({ library, programs, spansEach, server }: Subject): void {
  test.each<[Manager, number]>([
    ['native', 24],
    ['async-local-storage', 6],
  ])(
    'random programs make the spans of the official instrumentation: %s',
    async (manager, numRuns) => {
      const sample = fc.sample(programs, { numRuns, seed: kSeed });
      const recorded = await expectSame(library, server(), sample, manager);
      const spans: SpanNode[] = recorded.flatMap((one) => librarySpans(one));
      expect(spans.length).toBeGreaterThan(numRuns * spansEach);
      expect(spans.filter(({ status }) => status.code === 2).length).toBeGreaterThan(numRuns / 5);
      expect(spans.every(({ hasEnded }) => hasEnded)).toBe(true);
    },
    300_000,
  );
}

/** Tests that a call is recorded once, and only while something receives it. */
export function testWhenRecorded({ library, server }: Subject): void {
  const ours = `@otel-native/instrumentations/${library}`;
  const official = `@opentelemetry/instrumentation-${library}`;

  test.each<[string, string, readonly string[]]>([
    ['official first', official, [`${ours}: ${official} is active: it records, and this one not`]],
    ['ours first', official, [`${ours}: ${official} is active: it records, and this one not`]],
    ['twice', ours, []],
  ])('records once: %s', async (order, scope, warnings) => {
    const printed = await runScript('both.mjs', library, order, String(server().port));
    expect(printed).toEqual({ scopes: [scope], warnings });
  });

  test('nothing is recorded without an SDK, while tracing is suppressed, and after disable()', async () => {
    expect(await runScript('idle.mjs', library, String(server().port))).toEqual({
      'without an SDK': 0,
      'with an SDK': 1,
      suppressed: 0,
      'disabled meanwhile': 1,
      disabled: 0,
      'enabled again': 1,
    });
  });
}
