import {
  ROOT_CONTEXT,
  SpanKind,
  TraceFlags,
  diag,
  trace,
  type Attributes,
  type Context,
  type Link,
} from '@opentelemetry/api';
import * as official from '@opentelemetry/sdk-trace';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type ParentBasedSamplerConfig,
  type Sampler,
} from '@otel-native/native-core';
import { collectDiagnostics } from './support/diagnostics';

const { NOT_RECORD, RECORD, RECORD_AND_SAMPLED } = SamplingDecision;

const parents = {
  none: undefined,
  remoteSampled: { traceFlags: TraceFlags.SAMPLED, isRemote: true },
  remoteNotSampled: { traceFlags: TraceFlags.NONE, isRemote: true },
  localSampled: { traceFlags: TraceFlags.SAMPLED },
  localNotSampled: { traceFlags: TraceFlags.NONE },
};

function contextOf(parent: { traceFlags: TraceFlags; isRemote?: boolean } | undefined): Context {
  if (parent === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: '1'.repeat(32),
    spanId: '2'.repeat(16),
    ...parent,
  });
}

function decide(sampler: Sampler, context = ROOT_CONTEXT, traceId = '1'.repeat(32)) {
  return sampler.shouldSample(context, traceId, 'name', SpanKind.INTERNAL, {}, []).decision;
}

/** What a tracer with the sampler does, which may know the answer without asking. */
function recordsBelow(sampler: Sampler, context: Context): boolean {
  return new TracerProvider({ sampler }).getTracer('t').startSpan('s', {}, context).isRecording();
}

afterEach(() => diag.disable());

test('always on and always off', () => {
  expect(decide(new AlwaysOnSampler())).toBe(RECORD_AND_SAMPLED);
  expect(decide(new AlwaysOffSampler())).toBe(NOT_RECORD);
  expect(`${new AlwaysOnSampler()} ${new AlwaysOffSampler()}`).toBe(
    'AlwaysOnSampler AlwaysOffSampler',
  );
});

describe('parent-based', () => {
  const on = new AlwaysOnSampler();
  const off = new AlwaysOffSampler();
  const inverted: ParentBasedSamplerConfig = {
    root: off,
    remoteParentSampled: off,
    remoteParentNotSampled: on,
    localParentSampled: off,
    localParentNotSampled: on,
  };
  const rows: [string, ParentBasedSamplerConfig, Record<keyof typeof parents, boolean>][] = [
    [
      'root on',
      { root: on },
      {
        none: true,
        remoteSampled: true,
        remoteNotSampled: false,
        localSampled: true,
        localNotSampled: false,
      },
    ],
    [
      'root off',
      { root: off },
      {
        none: false,
        remoteSampled: true,
        remoteNotSampled: false,
        localSampled: true,
        localNotSampled: false,
      },
    ],
    [
      'every answer inverted',
      inverted,
      {
        none: false,
        remoteSampled: false,
        remoteNotSampled: true,
        localSampled: false,
        localNotSampled: true,
      },
    ],
    [
      'root by ratio 1',
      { root: new TraceIdRatioBasedSampler(1) },
      {
        none: true,
        remoteSampled: true,
        remoteNotSampled: false,
        localSampled: true,
        localNotSampled: false,
      },
    ],
  ];

  describe.each(rows)('%s', (_, config, expected) => {
    test.each(Object.entries(expected))('parent %s: %s', (parent, sampled) => {
      const context = contextOf(parents[parent as keyof typeof parents]);
      const sampler = new ParentBasedSampler(config);
      expect(decide(sampler, context)).toBe(sampled ? RECORD_AND_SAMPLED : NOT_RECORD);
      expect(recordsBelow(sampler, context)).toBe(sampled);
      expect(decide(new official.ParentBasedSampler(config) as Sampler, context)).toBe(
        decide(sampler, context),
      );
    });
  });

  test('names its parts', () => {
    expect(new ParentBasedSampler({ root: off }).toString()).toBe(
      new official.ParentBasedSampler({ root: new official.AlwaysOffSampler() }).toString(),
    );
  });

  test('without a root reports it and samples', () => {
    const lines = collectDiagnostics();
    expect(decide(new ParentBasedSampler({} as ParentBasedSamplerConfig))).toBe(RECORD_AND_SAMPLED);
    expect(lines).toEqual([
      expect.stringContaining('error: ParentBasedSampler needs a root sampler'),
    ]);
  });
});

describe('by trace id', () => {
  const traceIds = Array.from({ length: 500 }, (_, i) =>
    [i, i * 7919, i * 104729, i * 1299709]
      .map((word) => (Math.imul(word, 2654435761) >>> 0).toString(16).padStart(8, '0'))
      .join(''),
  ).slice(1);

  test.each([0, 0.01, 0.3, 0.5, 0.999, 1, -1, 2, NaN, undefined, '0.5'])('ratio %p', (ratio) => {
    const ours = new TraceIdRatioBasedSampler(ratio as number);
    const theirs = new official.TraceIdRatioBasedSampler(ratio as number) as Sampler;
    expect(ours.toString()).toBe(theirs.toString());
    for (const id of traceIds)
      expect(decide(ours, ROOT_CONTEXT, id)).toBe(decide(theirs, ROOT_CONTEXT, id));
  });

  test('samples its share', () => {
    const sampler = new TraceIdRatioBasedSampler(0.5);
    const sampled = traceIds.filter(
      (id) => decide(sampler, ROOT_CONTEXT, id) === RECORD_AND_SAMPLED,
    );
    expect(sampled.length).toBeGreaterThan(150);
    expect(sampled.length).toBeLessThan(350);
  });

  test('never samples an invalid id', () => {
    expect(decide(new TraceIdRatioBasedSampler(1), ROOT_CONTEXT, '0'.repeat(32))).toBe(NOT_RECORD);
  });
});

test('a sampler is given cleaned attributes, links, the kind and the id that the span gets', () => {
  const calls: unknown[][] = [];
  const sampler: Sampler = {
    shouldSample(...given) {
      calls.push(given);
      return { decision: RECORD };
    },
    toString: () => 'recorder',
  };
  const attributes: Attributes = { a: [1], bad: 1n as never };
  const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 0 };
  const links: Link[] = [{ context, attributes }];
  const parent = contextOf(parents.remoteSampled);
  const options = { kind: SpanKind.CLIENT, attributes, links };
  const span = new TracerProvider({ sampler }).getTracer('t').startSpan('name', options, parent);
  expect(calls).toEqual([
    [
      parent,
      span.spanContext().traceId,
      'name',
      SpanKind.CLIENT,
      { a: [1] },
      [{ context, attributes: { a: [1] }, droppedAttributesCount: 1 }],
    ],
  ]);
});

test('a class that extends a built-in sampler is asked', () => {
  class Picky extends AlwaysOnSampler {
    override shouldSample() {
      return { decision: NOT_RECORD };
    }
  }
  expect(recordsBelow(new Picky(), ROOT_CONTEXT)).toBe(false);
  expect(recordsBelow(new ParentBasedSampler({ root: new Picky() }), ROOT_CONTEXT)).toBe(false);
});

test('the official samplers work here', () => {
  expect(recordsBelow(new official.AlwaysOffSampler(), ROOT_CONTEXT)).toBe(false);
  const root = new official.AlwaysOnSampler();
  const sampler = new official.ParentBasedSampler({ root });
  expect(recordsBelow(sampler, ROOT_CONTEXT)).toBe(true);
  expect(recordsBelow(sampler, contextOf(parents.remoteNotSampled))).toBe(false);
});

test('a sampler that throws is reported, and its span is not recorded', () => {
  const lines = collectDiagnostics();
  const sampler: Sampler = {
    shouldSample() {
      throw new Error('sampler');
    },
    toString: () => 'thrower',
  };
  const span = new TracerProvider({ sampler }).getTracer('t').startSpan('s');
  expect(span.isRecording()).toBe(false);
  expect(trace.isSpanContextValid(span.spanContext())).toBe(true);
  expect(lines).toEqual([expect.stringContaining('error: The sampler threw')]);
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['no decision', {}],
])('a sampler that answers %s throws nothing into the application', (_, answer) => {
  collectDiagnostics();
  const sampler: Sampler = { shouldSample: () => answer as never, toString: () => 'wrong' };
  const span = new TracerProvider({ sampler }).getTracer('t').startSpan('s');
  expect(() => span.setAttribute('a', 1).end()).not.toThrow();
});

describe('a built-in sampler whose method was replaced is asked', () => {
  const off = () => ({ decision: NOT_RECORD });

  test.each<[string, () => Sampler]>([
    ['always on', () => Object.assign(new AlwaysOnSampler(), { shouldSample: off })],
    [
      'parent-based',
      () =>
        Object.assign(new ParentBasedSampler({ root: new AlwaysOnSampler() }), {
          shouldSample: off,
        }),
    ],
    [
      'the root of a parent-based one',
      () =>
        new ParentBasedSampler({
          root: Object.assign(new AlwaysOnSampler(), { shouldSample: off }),
        }),
    ],
  ])('%s', (_, make) => {
    expect(recordsBelow(make(), ROOT_CONTEXT)).toBe(false);
  });

  test('the method of the class', () => {
    const replaced = jest.spyOn(AlwaysOnSampler.prototype, 'shouldSample').mockImplementation(off);
    try {
      expect(recordsBelow(new AlwaysOnSampler(), ROOT_CONTEXT)).toBe(false);
    } finally {
      replaced.mockRestore();
    }
  });
});
