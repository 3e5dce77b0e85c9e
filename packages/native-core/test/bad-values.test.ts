import { isUtf8 } from 'node:buffer';
import { ROOT_CONTEXT, trace, type Attributes } from '@opentelemetry/api';
import type { TimeInput } from '@opentelemetry/api';
import { SamplingDecision, type SamplingResult } from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { textsOf } from './support/otlp-texts';
import { consistentStats, kMiB, makeProvider } from './support/pipelines';

// Values that nobody should record, and that upstream could not serialise: all around them arrives as if they were not.

const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };

const after = ['after', { string: 'after' }];

/** Records the value everywhere, between two spans that are as they should be; gives the links of the span in between. */
async function recordEverywhere(value: unknown) {
  collectDiagnostics();
  const sink = new CollectingSink();
  const provider = makeProvider(sink);
  const tracer = provider.getTracer('t');
  const attributes = { value, after: 'after' } as Attributes;
  tracer.startSpan('before').end();
  const span = tracer.startSpan('s', { attributes, links: [{ context, attributes }] });
  span.setAttribute('set', value as never).addEvent('e', attributes);
  span.addLink({ context, attributes });
  span.end();
  tracer.startSpan('after').end();
  await provider.forceFlush();
  expect(consistentStats(provider)).toMatchObject({ ended: 3, exported: 3, queued: 0 });
  const spans = sink.spans();
  expect(spans.map(({ name }) => name)).toEqual(['before', 's', 'after']);
  const found = spans[1]!;
  expect(found.attributes).toContainEqual(after);
  expect(found.links).toHaveLength(2);
  expect(found.events).toHaveLength(1);
  return found.links;
}

function nested(depth: number, wrap: (value: unknown) => unknown): unknown {
  let value: unknown = 'bottom';
  for (let i = 0; i < depth; i++) value = wrap(value);
  return value;
}

const ofMap = (value: unknown) => ({ down: value });
const ofArray = (value: unknown) => [value];

test.each<[string, unknown]>([
  ['arrays 1,000 deep', nested(1_000, ofArray)],
  ['objects 1,000 deep', nested(1_000, ofMap)],
  ['100,000 keys', Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]))],
  ['an array of 200,000 holes', new Array(200_000)],
  ['bytes whose memory is gone', detachedBytes()],
  ['a Proxy of an array', new Proxy([1, 'two'], {})],
  ['a Proxy of an object', new Proxy({ a: 1 }, {})],
  ['a Proxy that is another thing each time', moody()],
  ['an array that grows as it is read', growing()],
  ['the key __proto__', JSON.parse('{"__proto__": {"polluted": 1}}')],
  ['an object of another realm', Object.setPrototypeOf({ a: 1 }, null)],
])('%s', async (_, value) => {
  for (const { attributes } of await recordEverywhere(value))
    expect(attributes).toContainEqual(after);
  expect('polluted' in {}).toBe(false);
});

// A link whose attributes exhaust the stack loses them.
test.each<[string, unknown]>([
  ['arrays 20,000 deep', nested(20_000, ofArray)],
  ['objects 20,000 deep', nested(20_000, ofMap)],
])('%s', async (_, value) => {
  expect(await recordEverywhere(value)).toHaveLength(2);
});

function detachedBytes(): Uint8Array {
  const bytes = new Uint8Array(16);
  structuredClone(bytes, { transfer: [bytes.buffer] });
  return bytes;
}

function moody(): object {
  let calls = 0;
  const get = () => (calls++ % 2 === 0 ? 'text' : { a: ['x'.repeat(calls)] });
  return new Proxy({ a: 1, b: 2, constructor: Object }, { get });
}

function growing(): unknown[] {
  const array: unknown[] = [1];
  const get = () => {
    if (array.length < 100) array.push('more');
    return 0;
  };
  return Object.defineProperty(array, 0, { get, enumerable: true });
}

describe('10 MB of text', () => {
  test.each<[string, string]>([
    ['of one byte a character', 'x'],
    ['of two', 'ü'],
    ['of three', '世'],
    ['of four', '🎉'],
    ['of high surrogates alone', '\ud83d'],
    ['of low surrogates alone', '\udf89'],
    ['of pairs the wrong way round', '\udf89\ud83d'],
  ])('%s', async (_, unit) => {
    const count = Math.floor((10 * kMiB) / (2 * unit.length));
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    provider
      .getTracer('t')
      .startSpan('s', { attributes: { text: unit.repeat(count) } })
      .end();
    await provider.forceFlush();
    const [[, value]] = sink.spans()[0]!.attributes as [[string, { string: string }]];
    // Not toBe: its message would hold both.
    expect(value.string === unit.repeat(count).toWellFormed()).toBe(true);
  });
});

test('whatever the text, what is exported is valid UTF-8', async () => {
  const units = ['\ud83d', '\udf89', 'a', 'ü', '世', '\0', '\uffff'];
  const sink = new CollectingSink();
  const provider = makeProvider(sink);
  const tracer = provider.getTracer('\ud83d');
  for (let i = 0; i < 2_000; i++) {
    const unit = (shift: number) => units[(i >> shift) % units.length]!;
    const text = unit(0) + unit(1) + unit(2) + unit(3);
    const long = text.repeat(12);
    const span = tracer.startSpan(text, { attributes: { [text]: long, list: [text], [long]: 1 } });
    span
      .addEvent(long, { [text]: text })
      .setStatus({ code: 2, message: long })
      .end();
  }
  await provider.forceFlush();
  expect(sink.itemCount).toBe(2_000);
  const texts = sink.batches.flatMap(({ bytes }) => textsOf(bytes));
  expect(texts.length).toBeGreaterThan(10_000);
  // The usual decoder mends what is broken, so the bytes are looked at.
  expect(texts.filter((text) => !isUtf8(text))).toEqual([]);
});

test.each<[string, TimeInput]>([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['1e300', 1e300],
  ['-1e300', -1e300],
  ['an invalid Date', new Date(NaN)],
  ['a Date before the epoch', new Date(-1_000)],
  ['an HrTime of NaN', [NaN, NaN]],
  ['an HrTime of infinities', [Infinity, -Infinity]],
  ['a negative HrTime', [-5, -5]],
  ['an HrTime with fractions', [1.5, 0.5]],
  ['an HrTime with too many nanoseconds', [1, 5e9]],
])('the time %s', async (_, time) => {
  collectDiagnostics();
  const sink = new CollectingSink();
  const provider = makeProvider(sink);
  const tracer = provider.getTracer('t');
  tracer.startSpan('start', { startTime: time }).end();
  const span = tracer.startSpan('end').addEvent('e', time);
  span.end(time);
  tracer.startSpan('after').end();
  await provider.forceFlush();
  expect(sink.spans().map(({ name }) => name)).toEqual(['start', 'end', 'after']);
});

test.each<[string, SamplingResult]>([
  [
    'attributes that throw',
    {
      decision: SamplingDecision.RECORD_AND_SAMPLED,
      attributes: Object.defineProperty({}, 'a', {
        enumerable: true,
        get() {
          throw new Error('hostile');
        },
      }),
    },
  ],
  [
    'attributes that are a text',
    { decision: SamplingDecision.RECORD_AND_SAMPLED, attributes: 'text' as never },
  ],
  ['a decision that is none', { decision: 'yes' as never }],
])('a sampler that gives %s', async (_, result) => {
  collectDiagnostics();
  const sink = new CollectingSink();
  const sampler = { shouldSample: () => result, toString: () => 'hostile' };
  const provider = makeProvider(sink, {}, { sampler });
  const tracer = provider.getTracer('t');
  const parent = tracer.startSpan('parent', { attributes: { own: 1 } });
  tracer.startSpan('child', {}, trace.setSpan(ROOT_CONTEXT, parent)).end();
  parent.end();
  await provider.forceFlush();
  const sampled = result.decision === SamplingDecision.RECORD_AND_SAMPLED;
  expect(sink.spans().map(({ name }) => name)).toEqual(sampled ? ['child', 'parent'] : []);
  if (sampled) expect(sink.spans()[1]!.attributes).toContainEqual(['own', { int: '1' }]);
});
