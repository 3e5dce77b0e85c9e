import {
  ROOT_CONTEXT,
  context,
  trace,
  type Context,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';
import { TracerProvider as OfficialTracerProvider } from '@opentelemetry/sdk-trace';
import { NativeContextManager, nativeContextReader } from '@otel-native/context-native';
import { TracerProvider } from '@otel-native/native-core';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildClient, shown, type ReaderClient } from './reader-client';

const manager = new NativeContextManager().enable();
/** Without frames the reader says so, and nothing else. */
const ifNative = (expected: string) => (manager.mode === 'native-frame' ? expected : 'unavailable');

const address = manager.nativeReader()!;
let client: ReaderClient;
const read = () => shown(client.read(address));

beforeAll(() => {
  client = buildClient();
}, 120_000);

const remote: SpanContext = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
  isRemote: true,
};
const remoteShown = '0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const remoteSpan = trace.wrapSpanContext(remote);

const providers = {
  'native-core': new TracerProvider(),
  'the official SDK': new OfficialTracerProvider(),
};
afterAll(() => Promise.all(Object.values(providers).map((provider) => provider.shutdown())));

function shownSpan(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** What is read while `span` is active; it may be anything. */
function readWith(span: unknown, parent: Context = manager.active()): string {
  return manager.with(trace.setSpan(parent, span as Span), read);
}

test('without a context there is no span', () => {
  expect(read()).toBe(ifNative('none'));
  expect(manager.with(ROOT_CONTEXT, read)).toBe(ifNative('none'));
});

describe.each([
  ['our own contexts', () => manager.active()],
  ["the API's contexts", () => ROOT_CONTEXT],
])('%s', (_name, root) => {
  test('hold a non-recording span', () => {
    expect(readWith(remoteSpan, root())).toBe(ifNative(remoteShown));
    expect(read()).toBe(ifNative('none'));
  });

  test('hold a span below other values', () => {
    const keys = ['a', 'b', 'c'].map(Symbol);
    const below = trace.setSpan(root().setValue(keys[0]!, 0), remoteSpan);
    const above = below.setValue(keys[1]!, 1).setValue(keys[2]!, 2);
    expect(manager.with(above, read)).toBe(ifNative(remoteShown));
    expect(manager.with(trace.deleteSpan(above), read)).toBe(ifNative('none'));
  });
});

describe.each(Object.entries(providers))('spans of %s', (_name, provider) => {
  const tracer = provider.getTracer('reader');

  test('have the same bytes as their text', () => {
    for (let i = 0; i < 200; i++) {
      const span = tracer.startSpan('span');
      // Before and after somebody asked for its context.
      const before = readWith(span);
      expect(before).toBe(ifNative(shownSpan(span)));
      expect(readWith(span)).toBe(before);
      span.end();
      expect(readWith(span)).toBe(before);
    }
  });

  test('have the trace of a remote parent', () => {
    const parent = trace.setSpan(ROOT_CONTEXT, remoteSpan);
    const span = tracer.startSpan('child', {}, parent);
    expect(span.spanContext().traceId).toBe(remote.traceId);
    expect(readWith(span)).toBe(ifNative(shownSpan(span)));
  });
});

test('calls nest', () => {
  const tracer = providers['native-core'].getTracer('reader');
  const outer = tracer.startSpan('outer');
  const inner = tracer.startSpan('inner');
  manager.with(trace.setSpan(manager.active(), outer), () => {
    expect(read()).toBe(ifNative(shownSpan(outer)));
    expect(readWith(inner)).toBe(ifNative(shownSpan(inner)));
    expect(manager.with(ROOT_CONTEXT, read)).toBe(ifNative('none'));
    expect(read()).toBe(ifNative(shownSpan(outer)));
  });
});

test('the span is there after await, in timers, ticks and microtasks', async () => {
  const active = trace.setSpan(ROOT_CONTEXT, remoteSpan);
  const seen = await manager.with(active, async () => {
    const list = [read()];
    await null;
    list.push(read());
    await sleep(1);
    list.push(read());
    list.push(await new Promise<string>((done) => setTimeout(() => done(read()), 1)));
    list.push(await new Promise<string>((done) => setImmediate(() => done(read()))));
    list.push(await new Promise<string>((done) => process.nextTick(() => done(read()))));
    list.push(await new Promise<string>((done) => queueMicrotask(() => done(read()))));
    return list;
  });
  expect(seen).toEqual(Array(7).fill(ifNative(remoteShown)));
  expect(read()).toBe(ifNative('none'));
});

describe('other storages', () => {
  test('above our frame, below it, and in between', () => {
    const storages = [1, 2, 3].map(() => new AsyncLocalStorage<number>());
    const [a, b, c] = storages;
    const seen = a!.run(1, () =>
      manager.with(trace.setSpan(ROOT_CONTEXT, remoteSpan), () => [
        read(),
        b!.run(2, () => [read(), c!.run(3, read), manager.with(ROOT_CONTEXT, read)]),
        read(),
      ]),
    );
    const span = ifNative(remoteShown);
    expect(seen).toEqual([span, [span, span, ifNative('none')], span]);
    expect(a!.run(1, read)).toBe(ifNative('none'));
  });

  test('one that is disabled under our frame changes nothing', () => {
    const storage = new AsyncLocalStorage<number>();
    const seen = storage.run(1, () =>
      manager.with(trace.setSpan(ROOT_CONTEXT, remoteSpan), () => {
        storage.disable();
        return [read(), storage.getStore()];
      }),
    );
    expect(seen).toEqual([ifNative(remoteShown), undefined]);
  });
});

describe('more than one manager', () => {
  test('each reader reads its own manager', () => {
    const second = new NativeContextManager().enable();
    const secondAddress = second.nativeReader()!;
    const readSecond = () => shown(client.read(secondAddress));
    const other = trace.wrapSpanContext({ ...remote, spanId: '00000000000000ff' });
    manager.with(trace.setSpan(ROOT_CONTEXT, remoteSpan), () => {
      expect([read(), readSecond()]).toEqual([ifNative(remoteShown), ifNative('none')]);
      second.with(trace.setSpan(ROOT_CONTEXT, other), () => {
        const otherShown = remoteShown.replace('b7ad6b7169203331', '00000000000000ff');
        expect([read(), readSecond()]).toEqual([ifNative(remoteShown), ifNative(otherShown)]);
        expect(manager.with(ROOT_CONTEXT, () => [read(), readSecond()])).toEqual([
          ifNative('none'),
          ifNative(otherShown),
        ]);
      });
    });
  });

  test('the same address each time, and one per manager', () => {
    expect(manager.nativeReader()).toBe(address);
    expect(new NativeContextManager().nativeReader()).not.toBe(address);
  });

  test('what was active before disable() is not read any more', () => {
    const second = new NativeContextManager().enable();
    const secondAddress = second.nativeReader()!;
    const active = trace.setSpan(ROOT_CONTEXT, remoteSpan);
    second.with(active, () => {
      second.disable();
      expect(shown(client.read(secondAddress))).toBe(ifNative('none'));
      const again = second.with(active, () => shown(client.read(secondAddress)));
      expect(again).toBe(ifNative(remoteShown));
    });
  });

  test('before enable() the reader says that it cannot tell; from then on it can', () => {
    const late = new NativeContextManager();
    const lateAddress = late.nativeReader()!;
    const readLate = () =>
      late.with(trace.setSpan(ROOT_CONTEXT, remoteSpan), () => shown(client.read(lateAddress)));
    expect(readLate()).toBe('unavailable');
    late.enable();
    expect(readLate()).toBe(ifNative(remoteShown));
  });
});

describe('nativeContextReader', () => {
  afterEach(() => context.disable());

  test('is undefined where no manager of ours is registered', () => {
    expect(nativeContextReader()).toBeUndefined();
    context.setGlobalContextManager({ disable: () => undefined } as never);
    expect(nativeContextReader()).toBeUndefined();
  });

  test('is the reader of the registered manager', () => {
    const registered = new NativeContextManager().enable();
    context.setGlobalContextManager(registered);
    expect(nativeContextReader()).toBe(registered.nativeReader());
    const seen = context.with(trace.setSpan(context.active(), remoteSpan), () =>
      shown(client.read(nativeContextReader()!)),
    );
    expect(seen).toBe(ifNative(remoteShown));
  });
});

describe('no JavaScript runs', () => {
  const traps: string[] = [];
  const trap = new Proxy(
    {},
    {
      get: (_target, name) => () => {
        traps.push(String(name));
        throw new Error('a trap ran');
      },
    },
  ) as ProxyHandler<object>;
  const throwing = (name: string, object: object = {}) =>
    Object.defineProperty(object, name, {
      get: () => {
        traps.push(name);
        throw new Error('a getter ran');
      },
    });
  const words = { traceId0: 1, traceId1: 2, traceId2: 3, traceId3: 4, spanId0: 5, spanId1: 6 };

  test.each<[string, unknown]>([
    ['a span that is a proxy', new Proxy(remoteSpan, trap)],
    ['a span context that is a proxy', { _spanContext: new Proxy(remote, trap) }],
    ['a span whose context is a getter', throwing('_spanContext')],
    ['a span whose ids are getters', throwing('spanId1', { ...words, traceFlags: 1, spanId1: 0 })],
    ['an id that is a getter', { _spanContext: throwing('traceId', { ...remote }) }],
    ['flags that are a getter', { _spanContext: throwing('traceFlags', { ...remote }) }],
    ['a getter of the prototype', Object.create(throwing('_spanContext'))],
    ['a proxy as prototype', Object.create(new Proxy({}, trap))],
    ['a value of the prototype', Object.create({ _spanContext: remote })],
  ])('%s is no span', (_name, span) => {
    expect(readWith(span)).toBe(ifNative('none'));
    expect(readWith(span, ROOT_CONTEXT)).toBe(ifNative('none'));
    expect(traps).toEqual([]);
  });

  test.each<[string, object]>([
    ['a proxy', new Proxy(trace.setSpan(ROOT_CONTEXT, remoteSpan), trap)],
    ['one with a getter', throwing('_currentContext')],
    ['a class of somebody else', { getValue: () => remoteSpan }],
  ])('a context that is %s has no span', (_name, foreign) => {
    expect(manager.with(foreign as Context, read)).toBe(ifNative('none'));
    expect(traps).toEqual([]);
  });

  test('methods of Map and Symbol that somebody replaced are not called', () => {
    const { get, has } = Map.prototype;
    const storage = new AsyncLocalStorage<number>();
    const active = trace.setSpan(ROOT_CONTEXT, remoteSpan);
    const seen = manager.with(active, () =>
      storage.run(1, () => {
        const fail = () => {
          throw new Error('a method ran');
        };
        Map.prototype.get = Map.prototype.has = fail;
        try {
          return client.read(address);
        } finally {
          Map.prototype.get = get;
          Map.prototype.has = has;
        }
      }),
    );
    expect(shown(seen)).toBe(ifNative(remoteShown));
  });
});

describe('ids that are none', () => {
  const withContext = (change: object) => ({ _spanContext: { ...remote, ...change } });
  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['a number', 1],
    ['an object', {}],
    [
      'the invalid span context',
      trace.wrapSpanContext({ traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 }),
    ],
    ['a trace id of zeros', withContext({ traceId: '0'.repeat(32) })],
    ['a span id of zeros', withContext({ spanId: '0'.repeat(16) })],
    ['a short trace id', withContext({ traceId: '0af7' })],
    ['a long span id', withContext({ spanId: 'b7ad6b716920333100' })],
    ['no hexadecimal digits', withContext({ spanId: 'b7ad6b716920333g' })],
    [
      'characters that end in the byte of a digit',
      withContext({ spanId: 'b7ad6b716920333\u0131' }),
    ],
    ['an id that is no text', withContext({ spanId: 7 })],
    ['flags that are no number', withContext({ traceFlags: '01' })],
    [
      'words that are no integers',
      {
        traceId0: 0.5,
        traceId1: 0,
        traceId2: 0,
        traceId3: 1,
        spanId0: 0,
        spanId1: 1,
        traceFlags: 1,
      },
    ],
    [
      'words without flags',
      { traceId0: 0, traceId1: 0, traceId2: 0, traceId3: 1, spanId0: 0, spanId1: 1 },
    ],
  ])('%s', (_name, span) => {
    expect(readWith(span)).toBe(ifNative('none'));
  });

  test('upper-case digits count, and text that V8 keeps in pieces', () => {
    const traceId =
      ['0AF7651916CD43DD', '8448EB211C80319C'].join('').slice(0, 16) + '8448EB211C80319C';
    expect(readWith(withContext({ traceId }))).toBe(ifNative(remoteShown));
  });

  test('of flags, the byte that W3C knows', () => {
    expect(readWith(withContext({ traceFlags: 0x103 }))).toBe(
      ifNative(remoteShown.replace(/01$/, '03')),
    );
  });
});

describe('the ABI', () => {
  test('a zero address is no reader', () => {
    expect(client.read(0n)).toBeUndefined();
  });

  test('a thread that runs no JavaScript is told so', () => {
    const active = trace.setSpan(ROOT_CONTEXT, remoteSpan);
    expect(manager.with(active, () => shown(client.readOnOtherThread(address)))).toBe(
      'wrong thread',
    );
  });

  test('a caller that knows fewer fields gets no more than those', () => {
    const active = trace.setSpan(ROOT_CONTEXT, remoteSpan);
    const { traceId, spanId, traceFlags } = manager.with(active, () => client.readShort(address))!;
    const expected = ifNative(remote.traceId).replace('unavailable', '0'.repeat(32));
    expect(traceId.toString('hex')).toBe(expected);
    expect(spanId.toString('hex')).toBe('f'.repeat(16));
    expect(traceFlags).toBe(0xff);
  });
});
