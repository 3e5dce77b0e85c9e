/** What passes a transport, and what must not break it. */
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { observeMcp } from '@otel-native/genai/mcp';
import { Recorder } from '../recorder';

/** A transport that keeps what is sent. */
class TestTransport {
  onmessage?: ((message: unknown, extra?: unknown) => void) | undefined;
  onclose?: (() => void) | undefined;
  readonly sent: unknown[] = [];
  readonly #secret = 'private';
  failure: Error | undefined;

  async start() {}
  async close() {
    this.onclose?.();
  }
  async send(message: object, _options?: object) {
    if (this.failure) throw this.failure;
    this.sent.push(message);
  }
  reveal() {
    return this.#secret;
  }
}

const request = (id: unknown, more: object = {}) => ({
  jsonrpc: '2.0',
  id,
  method: 'ping',
  ...more,
});

test('without an SDK messages pass as they are', async () => {
  const transport = new TestTransport();
  const observed = observeMcp(transport);
  const message = request(1);
  await observed.send(message);
  expect(transport.sent[0]).toBe(message);
  const received: unknown[] = [];
  observed.onmessage = (...args) => received.push(...args);
  transport.onmessage!(message, 'extra');
  expect(received).toEqual([message, 'extra']);
});

describe('with an SDK', () => {
  let recorder: Recorder;
  beforeEach(() => (recorder = new Recorder()));
  afterEach(() => recorder.unregister());

  test('the trace context is added to a copy, beside what `_meta` has', async () => {
    const transport = new TestTransport();
    const params = Object.freeze({ name: 'a', _meta: Object.freeze({ progressToken: 7 }) });
    const message = Object.freeze({ ...request(1), params });
    await observeMcp(transport).send(message);
    const traceparent = expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(transport.sent).toEqual([
      { ...message, params: { name: 'a', _meta: { progressToken: 7, traceparent } } },
    ]);
  });

  test('the transport keeps its private fields, its class and its handlers', () => {
    const transport = new TestTransport();
    const observed = observeMcp(transport);
    expect(observeMcp(observed)).toBe(observed);
    expect(observed.reveal()).toBe('private');
    expect(observed).toBeInstanceOf(TestTransport);
    const handler = () => {};
    observed.onmessage = handler;
    expect(observed.onmessage).toBe(handler);
    observed.onmessage = undefined;
    expect(transport.onmessage).toBeUndefined();
  });

  test('an error of the transport reaches the application, and is the error of the span', async () => {
    const transport = new TestTransport();
    transport.failure = new TypeError('refused');
    await expect(observeMcp(transport).send(request(1))).rejects.toBe(transport.failure);
    expect(recorder.takeTree()).toEqual(['ping CLIENT ERROR TypeError']);
  });

  test('an error of a handler reaches the transport', () => {
    const transport = new TestTransport();
    const failure = new RangeError('no');
    observeMcp(transport).onmessage = () => {
      throw failure;
    };
    expect(() => transport.onmessage!(request(1))).toThrow(failure);
    expect(recorder.takeTree()).toEqual(['ping SERVER ERROR RangeError']);
  });

  test.each([
    ['null', null],
    ['text', 'ping'],
    ['a list', [request(1)]],
    ['a method that is no text', request(1, { method: 7 })],
    ['params that are text', request(1, { method: 'tools/call', params: 'x' })],
    ['a name that is no text', request(1, { method: 'tools/call', params: { name: {} } })],
    ['meta that is text', request(1, { params: { _meta: 'x' } })],
    ['meta of other types', request(1, { params: { _meta: { traceparent: 7, tracestate: {} } } })],
    ['a broken traceparent', request(1, { params: { _meta: { traceparent: '00-zz' } } })],
    ['an id that is no id', request({})],
    ['a response to nothing', { jsonrpc: '2.0', id: 99, result: {} }],
    ['an error that is text', { jsonrpc: '2.0', id: 99, error: 'x' }],
    ['a cancellation of nothing', { jsonrpc: '2.0', method: 'notifications/cancelled' }],
  ])('%s passes in both directions', async (_, message) => {
    const transport = new TestTransport();
    const observed = observeMcp(transport);
    const received: unknown[] = [];
    observed.onmessage = (one) => received.push(one);
    transport.onmessage!(message);
    expect(received).toEqual([message]);
    await observed.send(message as object);
    expect(transport.sent).toHaveLength(1);
    await observed.close();
  });

  test('requests that are never answered do not pile up', async () => {
    const observed = observeMcp(new TestTransport());
    for (let id = 0; id < 5000; id++) await observed.send(request(id));
    const ended = recorder.takeSpans();
    expect(ended).toHaveLength(5000 - 4096);
    expect(new Set(ended.map(({ attributes }) => attributes['error.type']))).toEqual(
      new Set(['unanswered']),
    );
  });

  test('a failing SDK breaks nothing', async () => {
    trace.disable();
    trace.setGlobalTracerProvider({
      getTracer: () => {
        throw new Error('broken SDK');
      },
    });
    const transport = new TestTransport();
    await observeMcp(transport).send(request(1));
    expect(transport.sent).toHaveLength(1);
  });

  test.each(['before it calls the function', 'after it called the function'])(
    'a context manager that throws %s: every message arrives, once',
    async (when) => {
      const transport = new TestTransport();
      const observed = observeMcp(transport);
      const received: unknown[] = [];
      observed.onmessage = (one) => received.push(one);
      observed.onclose = () => {};
      context.disable();
      const failing = new AsyncLocalStorageContextManager();
      const original = failing.with.bind(failing);
      failing.with = (entered, work, self, ...args) => {
        // The SDK exports spans in a context of its own.
        if (trace.getSpan(entered) === undefined) return original(entered, work, self, ...args);
        if (when.startsWith('after')) work.apply(self, args);
        throw new Error('broken context manager');
      };
      context.setGlobalContextManager(failing);
      const notification = { jsonrpc: '2.0', method: 'notifications/progress' };
      for (const message of [request(1), notification]) {
        transport.onmessage!(message);
        await observed.send(message);
      }
      expect(received).toEqual([request(1), notification]);
      expect(transport.sent).toMatchObject([request(1), notification]);
      await observed.close();
      expect(recorder.takeTree().toSorted()).toEqual([
        'notifications/progress CLIENT',
        'notifications/progress SERVER',
        'ping CLIENT ERROR connection_closed',
        'ping SERVER ERROR connection_closed',
      ]);
    },
  );

  test('messages are sent in the context of their span', async () => {
    const transport = new TestTransport();
    let active: string | undefined;
    transport.send = async () => {
      active = trace.getSpanContext(context.active())?.spanId;
      transport.onmessage?.({ jsonrpc: '2.0', id: 1, result: {} });
    };
    const observed = observeMcp(transport);
    observed.onmessage = () => {};
    await observed.send(request(1));
    expect(recorder.takeSpans().map((span) => span.spanContext().spanId)).toEqual([active]);
  });
});
