import {
  ROOT_CONTEXT,
  SamplingDecision,
  SpanKind,
  TraceFlags,
  createTraceState,
  trace,
  type SpanContext,
} from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { Sampler, SamplingResult } from '@otel-native/native-core';
import type { Case } from '../support/compare-sdks';
import { plainContext } from '../support/span-view';

const remote: SpanContext = {
  traceId: 'a'.repeat(32),
  spanId: 'a'.repeat(16),
  traceFlags: TraceFlags.SAMPLED,
  isRemote: true,
  traceState: createTraceState('vendor=1,other=2'),
};

function below(parent: SpanContext) {
  return trace.setSpanContext(ROOT_CONTEXT, parent);
}

/** A sampler that always answers the same. */
function answering(result: SamplingResult): Sampler {
  return { shouldSample: () => result, toString: () => 'answering' };
}

const parents: readonly (readonly [name: string, parent: SpanContext])[] = [
  ['remote and sampled', remote],
  ['remote and not sampled', { ...remote, traceFlags: TraceFlags.NONE }],
  ['local and sampled', { ...remote, isRemote: false }],
  ['local and not sampled', { ...remote, isRemote: false, traceFlags: TraceFlags.NONE }],
  ['with other flag bits', { ...remote, traceFlags: 0x83 }],
  ['invalid: zero trace id', { ...remote, traceId: '0'.repeat(32) }],
  ['invalid: zero span id', { ...remote, spanId: '0'.repeat(16) }],
  ['invalid: short trace id', { ...remote, traceId: 'abc' }],
  ['invalid: not hexadecimal', { ...remote, spanId: 'z'.repeat(16) }],
  ['in capital letters', { ...remote, traceId: 'A'.repeat(32) }],
];

const decisions: readonly (readonly [name: string, result: SamplingResult])[] = [
  ['dropped', { decision: SamplingDecision.NOT_RECORD }],
  ['only recorded', { decision: SamplingDecision.RECORD }],
  ['sampled', { decision: SamplingDecision.RECORD_AND_SAMPLED }],
  [
    'sampled with attributes',
    {
      decision: SamplingDecision.RECORD_AND_SAMPLED,
      attributes: {
        a: 'from the sampler',
        'sampler.rule': ['x', 1],
        bad: 1n as never,
        '': 'empty',
      },
    },
  ],
  [
    'sampled with a trace state',
    { decision: SamplingDecision.RECORD_AND_SAMPLED, traceState: createTraceState('sampler=yes') },
  ],
  [
    'sampled with an empty trace state',
    { decision: SamplingDecision.RECORD_AND_SAMPLED, traceState: createTraceState('') },
  ],
  [
    'dropped with a trace state',
    { decision: SamplingDecision.NOT_RECORD, traceState: createTraceState('sampler=no') },
  ],
];

export const relationCases: readonly Case[] = [
  {
    name: 'children and grandchildren',
    record({ tracer }) {
      const root = tracer.startSpan('root');
      const child = tracer.startSpan('child', {}, trace.setSpan(ROOT_CONTEXT, root));
      const grandchild = tracer.startSpan('grandchild', {}, trace.setSpan(ROOT_CONTEXT, child));
      const sibling = tracer.startSpan('sibling', {}, trace.setSpan(ROOT_CONTEXT, root));
      for (const span of [grandchild, child, sibling, root]) span.end();
    },
  },
  {
    name: 'a parent that has ended',
    record({ tracer }) {
      const parent = tracer.startSpan('parent');
      parent.end();
      tracer.startSpan('child', {}, trace.setSpan(ROOT_CONTEXT, parent)).end();
    },
  },
  ...parents.map(([name, parent]): Case => ({
    name: `parent: ${name}`,
    record({ tracer }) {
      const child = tracer.startSpan('child', { attributes: { a: 1 } }, below(parent));
      tracer.startSpan('grandchild', {}, trace.setSpan(ROOT_CONTEXT, child)).end();
      child.end();
      return [plainContext(child.spanContext()), child.isRecording()];
    },
  })),
  ...decisions.flatMap(([name, result]) =>
    [undefined, remote].map((parent): Case => ({
      name: `sampler: ${name}, ${parent === undefined ? 'without' : 'with'} a parent`,
      options: { sampler: answering(result) },
      record({ tracer }) {
        const context = parent === undefined ? ROOT_CONTEXT : below(parent);
        const attributes = { a: 'given', b: 2, bad: Symbol('no') as never };
        const span = tracer.startSpan('s', { attributes, links: [{ context: remote }] }, context);
        const wasRecording = span.isRecording();
        span.setAttribute('later', true).end();
        return [plainContext(span.spanContext()), wasRecording];
      },
    })),
  ),
  {
    name: 'a sampler that decides by name',
    options: {
      sampler: {
        shouldSample: (_context, _traceId, name) => ({
          decision: name.startsWith('keep')
            ? SamplingDecision.RECORD_AND_SAMPLED
            : SamplingDecision.NOT_RECORD,
        }),
        toString: () => 'by name',
      },
    },
    record({ tracer }) {
      for (const name of ['keep 1', 'drop 1', 'keep 2']) tracer.startSpan(name).end();
    },
  },
  {
    name: 'what a sampler is given',
    options: { sampler: answering({ decision: SamplingDecision.NOT_RECORD }) },
    record({ provider }) {
      return provider.getTracer('other').startSpan('s').isRecording();
    },
  },
  {
    name: 'the root option',
    record({ tracer }) {
      const parent = tracer.startSpan('parent');
      tracer.startSpan('new root', { root: true }, trace.setSpan(ROOT_CONTEXT, parent)).end();
      tracer.startSpan('new root', { root: true }, below(remote)).end();
      parent.end();
    },
  },
  {
    name: 'suppressed tracing',
    record({ tracer }) {
      const span = tracer.startSpan('s', {}, suppressTracing(ROOT_CONTEXT));
      const root = tracer.startSpan('s', { root: true }, suppressTracing(below(remote)));
      span.setAttribute('a', 1).end();
      return [span, root].map((one) => [plainContext(one.spanContext()), one.isRecording()]);
    },
  },
  {
    name: 'trace state goes from parent to child',
    record({ tracer }) {
      const child = tracer.startSpan('child', {}, below(remote));
      tracer.startSpan('grandchild', {}, trace.setSpan(ROOT_CONTEXT, child)).end();
      child.end();
    },
  },
  {
    name: 'every kind',
    record({ tracer }) {
      for (const kind of [0, 1, 2, 3, 4] as SpanKind[]) tracer.startSpan('s', { kind }).end();
      tracer.startSpan('s').end();
    },
  },
  {
    name: 'scopes, each once, in the order of their first span',
    record({ provider }) {
      const tracers = [
        provider.getTracer('a'),
        provider.getTracer('a', '1'),
        provider.getTracer('a', '1', { schemaUrl: 'https://example.test/1' }),
        provider.getTracer('Tracer für 世界', 'ü', { schemaUrl: 'https://example.test/ü' }),
        provider.getTracer(''),
      ];
      for (let i = 0; i < 3; i++) for (const tracer of tracers) tracer.startSpan(`s${i}`).end();
      return tracers[1] === provider.getTracer('a', '1');
    },
  },
  {
    name: 'links, before and after the start',
    record({ tracer }) {
      const unsampled = { ...remote, traceFlags: TraceFlags.NONE, isRemote: false };
      const stateless = { ...unsampled, traceState: undefined } as never;
      const span = tracer.startSpan('s', {
        links: [
          { context: remote, attributes: { a: 1, bad: 1n as never } },
          { context: unsampled },
        ],
      });
      span.addLink({ context: stateless, attributes: { text: 'ü', list: [1, 'two'] } });
      span.addLinks([
        { context: remote, attributes: {} },
        { context: tracer.startSpan('other').spanContext() },
      ]);
      span.addLink({ context: remote, attributes: { a: 1 }, droppedAttributesCount: 7 });
      span.addLinks([]);
      span.end();
    },
  },
  {
    name: 'links to invalid contexts',
    record({ tracer }) {
      const zero = { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 };
      tracer
        .startSpan('s', { links: [{ context: zero }] })
        .addLink({ context: zero })
        .end();
    },
  },
  {
    name: 'startActiveSpan, every overload',
    record({ tracer }) {
      const results = [
        tracer.startActiveSpan('one', (span) => (span.end(), 1)),
        tracer.startActiveSpan('two', { kind: SpanKind.CLIENT }, (span) => (span.end(), 2)),
        tracer.startActiveSpan(
          'three',
          { attributes: { a: 1 } },
          below(remote),
          (span) => (span.end(), 3),
        ),
      ];
      return results;
    },
  },
];
