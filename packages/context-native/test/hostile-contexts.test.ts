import { createContextKey, ROOT_CONTEXT, trace, type Context, type Span } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';
import * as fc from 'fast-check';
import { hostileRuns, makeValue, recipes } from 'hostile-values';
import { buildClient, type ReaderClient } from './reader-client';

// Any value as key, value, context, function, receiver or argument: nothing is thrown that the function did not throw, and
// the context around it is the same afterwards.

const manager = new NativeContextManager().enable();
const around = ROOT_CONTEXT.setValue(createContextKey('around'), 'around');
const address = manager.nativeReader()!;
let client: ReaderClient;
beforeAll(() => {
  client = buildClient();
}, 120_000);

/** Runs in a context of its own, reads the active span natively, and gives what it was given. */
function seenWith(context: unknown, receiver: unknown, args: unknown[]): unknown[] {
  function see(this: unknown, ...given: unknown[]): unknown[] {
    client.read(address);
    return [this, manager.active(), ...given];
  }
  return manager.with(context as Context, see, receiver as never, ...args);
}

function expectSame(seen: unknown[], expected: unknown[]): void {
  expect(seen.length).toBe(expected.length);
  // Not toEqual, which would ask the values for their properties.
  expect(seen.findIndex((value, index) => !Object.is(value, expected[index]))).toBe(-1);
}

type Call = (first: unknown, second: unknown) => void;

const calls: Record<string, Call> = {
  'value of a context': (first, second) => {
    const key = createContextKey('value');
    const context = manager.active().setValue(key, first);
    expectSame([context.getValue(key)], [first]);
    expectSame(seenWith(context, second, [first]), [second ?? null, context, first]);
    expectSame([context.deleteValue(key).getValue(key)], [undefined]);
  },
  'key of a context': (first, second) => {
    const context = ROOT_CONTEXT.setValue(first as symbol, second).setValue(second as symbol, 1);
    // NaN is no key: it does not equal itself.
    if (second === second) expectSame([context.getValue(second as symbol)], [1]);
    context.deleteValue(first as symbol);
  },
  'span of a context': (first) => {
    const context = trace.setSpan(manager.active(), first as Span);
    expectSame(seenWith(context, {}, []).slice(1), [context]);
  },
  'parts of a span': (first, second) => {
    const span = { spanContext: () => first, traceId: first, spanId: second, traceFlags: second };
    seenWith(trace.setSpan(ROOT_CONTEXT, span as never), undefined, []);
    seenWith(trace.setSpanContext(ROOT_CONTEXT, span as never), undefined, []);
  },
  'receiver and arguments': (first, second) => {
    for (const args of [[second], [second, first], [second, 1, first], [1, 2, 3, 4, second]])
      expectSame(seenWith(around, first, args), [first ?? null, around, ...args]);
  },
  'anything as context': (first) => {
    const context = first ?? ROOT_CONTEXT;
    expectSame(seenWith(context, {}, []).slice(1), [context]);
    manager.attach(context as Context).dispose();
  },
  'anything as target': (first) => {
    const bound = manager.bind(around, first);
    if (typeof first !== 'function') expectSame([bound], [first]);
  },
  'function of hostile properties': (first, second) => {
    const target = Object.defineProperties((given: unknown) => [manager.active(), given], {
      length: { value: first },
      name: { value: second },
    });
    expectSame(manager.bind(around, target)(second), [around, second]);
  },
  'proxy of a function': (first) => {
    const get = () => first;
    const target = new Proxy((): unknown => manager.active(), { get });
    expectSame([manager.bind(around, target)()], [around]);
  },
  'function that throws': (first) => {
    const fail = () => {
      throw first;
    };
    let thrown: unknown = expectSame;
    try {
      manager.with(around, fail);
    } catch (error) {
      thrown = error;
    }
    expectSame([thrown], [first]);
  },
};

const programs = fc.array(
  fc.tuple(fc.constantFrom(...Object.keys(calls)), fc.record({ first: recipes, second: recipes })),
  { minLength: 1, maxLength: 6 },
);
type Program = typeof programs extends fc.Arbitrary<infer T> ? T : never;

function play(program: Program): void {
  manager.with(around, () => {
    for (const [name, { first, second }] of program) {
      calls[name]!(makeValue(first), makeValue(second));
      expect(manager.active()).toBe(around);
    }
  });
  expect(manager.active()).toBe(ROOT_CONTEXT);
}

const { seed, numRuns } = hostileRuns(1_000);

test(`hostile values everywhere in contexts, seed ${seed}`, () => {
  fc.assert(fc.property(programs, play), { seed, numRuns });
  expect(Object.keys(Object.prototype)).toEqual([]);
}, 600_000);
