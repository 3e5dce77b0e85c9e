import { SpanKind, context, trace, type Span } from '@opentelemetry/api';
import { instrumentationScope } from '@otel-native/api-bridge';
import { execFileSync } from 'node:child_process';
import { registerOfficialSdk, tree, unregisterAll } from './official-sdk';

beforeEach(unregisterAll);
afterAll(unregisterAll);

const { span } = instrumentationScope('library', '1.2.3');

test('returns what fn returned and ends the span', () => {
  const ended = registerOfficialSdk();
  expect(span('work', () => 42)).toBe(42);
  expect(tree(ended())).toBe('work');
});

test('takes the options of startSpan', () => {
  const ended = registerOfficialSdk();
  span('work', { kind: SpanKind.CLIENT, attributes: { a: 1 } }, (given) =>
    given.setAttribute('b', 2),
  );
  expect(ended()[0]).toMatchObject({
    name: 'work',
    kind: SpanKind.CLIENT,
    attributes: { a: 1, b: 2 },
    instrumentationScope: { name: 'library', version: '1.2.3' },
  });
});

test('the span is active in fn, also across awaits, and not after it', async () => {
  const ended = registerOfficialSdk();
  await span('outer', async () => {
    span('first', () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1));
    span('second', () => undefined);
  });
  expect(trace.getActiveSpan()).toBeUndefined();
  expect(tree(ended())).toBe('outer\n  first\n  second');
});

test('a throw is recorded and passed on as it is', () => {
  const ended = registerOfficialSdk();
  const error = new RangeError('out of range');
  const call = () =>
    span('work', () => {
      throw error;
    });
  expect(call).toThrow(error);
  expect(tree(ended())).toBe('work [error: out of range] !out of range');
  expect(ended()[0]!.events[0]!.attributes).toMatchObject({ 'exception.type': 'RangeError' });
});

test.each([
  ['a string', 'went wrong', 'went wrong'],
  ['undefined', undefined, 'undefined'],
  ['an object with a message', { message: 'no luck' }, 'no luck'],
])('%s may be thrown', (_what, thrown, message) => {
  const ended = registerOfficialSdk();
  let caught: unknown = 'nothing';
  try {
    span('work', () => {
      throw thrown;
    });
  } catch (error) {
    caught = error;
  }
  expect(caught).toBe(thrown);
  expect(tree(ended())).toBe(`work [error: ${message}] !${message}`);
});

test.each<[string, unknown]>([
  ['an object that cannot be turned into a string', Object.create(null)],
  ['an array whose text would take for ever', new Array(2 ** 32 - 1)],
])('%s may be thrown', (_, thrown) => {
  const ended = registerOfficialSdk();
  let caught: unknown;
  try {
    span('work', () => {
      throw thrown;
    });
  } catch (error) {
    caught = error;
  }
  expect(caught === thrown).toBe(true);
  expect(tree(ended())).toBe('work [error: (object)] !(object)');
});

test('the span of a promise ends when the promise is settled', async () => {
  const ended = registerOfficialSdk();
  let resolve!: (value: string) => void;
  const promise = new Promise<string>((settle) => {
    resolve = settle;
  });
  const result = span('work', () => promise);
  await Promise.resolve();
  expect(ended()).toHaveLength(0);
  resolve('done');
  expect(await result).toBe('done');
  expect(tree(ended())).toBe('work');
});

test('a rejection is recorded and passed on as it is', async () => {
  const ended = registerOfficialSdk();
  const error = new Error('refused');
  await expect(span('work', () => Promise.reject(error))).rejects.toBe(error);
  expect(tree(ended())).toBe('work [error: refused] !refused');
});

test('a promise of a subclass stays of that class', async () => {
  registerOfficialSdk();
  class Tagged<T> extends Promise<T> {}
  const result = span('work', () => Tagged.resolve(1));
  expect(result).toBeInstanceOf(Tagged);
  expect(await result).toBe(1);
});

describe('a thenable that starts its work when it is awaited', () => {
  class Query {
    runs = 0;
    where(): this {
      return this;
    }
    then(resolve: (rows: string[]) => void, reject: (error: Error) => void): void {
      this.runs++;
      if (this.runs === 1) resolve(['row']);
      else reject(new Error('ran twice'));
    }
  }

  test('is returned itself and runs once', async () => {
    const ended = registerOfficialSdk();
    const query = new Query();
    const result = span('query', () => query);
    expect(result).toBe(query);
    expect(result.where()).toBe(query);
    expect([query.runs, ended().length]).toEqual([0, 0]);
    expect(await (result as unknown as Promise<string[]>)).toEqual(['row']);
    expect([query.runs, tree(ended())]).toEqual([1, 'query']);
  });

  test('fails with its own error', async () => {
    const ended = registerOfficialSdk();
    const query = new Query();
    query.runs = 1;
    const result = span('query', () => query) as unknown as Promise<string[]>;
    await expect(result).rejects.toThrow('ran twice');
    expect(tree(ended())).toBe('query [error: ran twice] !ran twice');
  });

  test('ends its span at once when it is frozen', async () => {
    const ended = registerOfficialSdk();
    const frozen = Object.freeze({ then: (resolve: (value: number) => void) => resolve(7) });
    expect(span('query', () => frozen)).toBe(frozen);
    expect(tree(ended())).toBe('query');
    expect(await frozen).toBe(7);
  });
});

test('a rejection that nobody handles stays visible', () => {
  const script = `
    const { instrumentationScope } = require('@otel-native/api-bridge');
    process.once('unhandledRejection', (error) => console.log('unhandled:', error.message));
    instrumentationScope('library').span('work', () => Promise.reject(new Error('refused')));`;
  const output = execFileSync(process.execPath, ['-e', script], {
    cwd: __dirname,
    encoding: 'utf8',
  });
  expect(output).toBe('unhandled: refused\n');
});

test('fn may end the span itself', () => {
  const ended = registerOfficialSdk();
  span('work', (own) => own.end());
  expect(tree(ended())).toBe('work');
});

describe('when the SDK fails', () => {
  const broken = () => {
    throw new Error('SDK is broken');
  };

  test('in startSpan, fn runs with a span that records nothing', () => {
    trace.setGlobalTracerProvider({
      getTracer: () => ({ startSpan: broken, startActiveSpan: broken }),
    });
    expect(span('work', (given) => given.isRecording())).toBe(false);
  });

  test('in getTracer, fn runs', () => {
    trace.setGlobalTracerProvider({ getTracer: broken });
    expect(span('work', () => 'result')).toBe('result');
  });

  test('in every method of the span, result and error come through', async () => {
    const failing = {
      isRecording: () => true,
      spanContext: () => ({ traceId: '', spanId: '', traceFlags: 0 }),
      end: broken,
      recordException: broken,
      setStatus: broken,
    } as unknown as Span;
    trace.setGlobalTracerProvider({
      getTracer: () => ({ startSpan: () => failing, startActiveSpan: broken }),
    });
    const error = new Error('of the library');
    expect(span('work', () => 'result')).toBe('result');
    expect(await span('work', async () => 'later')).toBe('later');
    await expect(span('work', () => Promise.reject(error))).rejects.toBe(error);
    expect(() =>
      span('work', () => {
        throw error;
      }),
    ).toThrow(error);
  });

  test.each(['before', 'after'])('in the context manager %s the call, fn runs once', (moment) => {
    registerOfficialSdk();
    context.disable();
    context.setGlobalContextManager({
      active: () => ({}) as never,
      bind: (_context, target) => target,
      enable: broken,
      disable: jest.fn(),
      with: ((_context: unknown, fn: () => void) => {
        if (moment === 'after') fn();
        broken();
      }) as never,
    });
    const fn = jest.fn(() => 'result');
    expect(span('work', fn)).toBe('result');
    expect(fn).toHaveBeenCalledTimes(1);
  });
});
