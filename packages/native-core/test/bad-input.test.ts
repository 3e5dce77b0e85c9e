import type { Exception } from '@opentelemetry/api';
import type { TracerProvider } from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { consistentStats, endSpans, makeProvider } from './support/pipelines';

describe('nothing that is thrown reaches the application', () => {
  const fail = (): never => {
    throw new Error('hostile');
  };
  const getter = {
    get value() {
      return fail();
    },
  };
  const proxy = new Proxy(
    {},
    { get: fail, ownKeys: fail, getPrototypeOf: fail, has: fail, getOwnPropertyDescriptor: fail },
  );
  const text = { toString: fail, valueOf: fail, [Symbol.toPrimitive]: fail };
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const hostile: [string, unknown][] = [
    ['a getter', getter],
    ['a Proxy', proxy],
    ['a revoked Proxy', revoked],
    ['toString', text],
    ['an array with a getter', Object.defineProperty([1], 0, { get: fail, enumerable: true })],
    ['a nested getter', { a: { b: [getter] } }],
    ['a symbol', Symbol('s')],
    ['null', null],
    ['undefined', undefined],
    ['a number', 42],
  ];

  beforeEach(() => void collectDiagnostics());

  const calls: [string, (provider: TracerProvider, value: unknown) => void][] = [
    [
      'attribute value',
      (provider, value) => {
        const span = provider
          .getTracer('t')
          .startSpan('s', { attributes: { value: value as never } });
        span.setAttribute('a', value as never).setAttributes({ b: value as never });
        span.end();
      },
    ],
    [
      'attributes',
      (provider, value) => {
        const span = provider.getTracer('t').startSpan('s', { attributes: value as never });
        span.setAttributes(value as never);
        span.end();
      },
    ],
    [
      'attribute key',
      (provider, value) => {
        provider
          .getTracer('t')
          .startSpan('s')
          .setAttribute(value as never, 1)
          .end();
      },
    ],
    [
      'name',
      (provider, value) => {
        provider
          .getTracer('t')
          .startSpan(value as never)
          .end();
        provider
          .getTracer('t')
          .startSpan('s')
          .updateName(value as never)
          .end();
      },
    ],
    [
      'event',
      (provider, value) => {
        const span = provider.getTracer('t').startSpan('s');
        span.addEvent(value as never);
        span.addEvent('e', value as never);
        span.addEvent('e', { value: value as never });
        span.end();
      },
    ],
    [
      'exception',
      (provider, value) => {
        const span = provider.getTracer('t').startSpan('s');
        span.recordException(value as Exception);
        span.recordException({
          code: value,
          name: value,
          message: value,
          stack: value,
        } as Exception);
        span.end();
      },
    ],
    [
      'status message',
      (provider, value) => {
        provider
          .getTracer('t')
          .startSpan('s')
          .setStatus({ code: 2, message: value as never })
          .end();
      },
    ],
    [
      'link attributes',
      (provider, value) => {
        const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
        const link = { context, attributes: { value: value as never } };
        provider
          .getTracer('t')
          .startSpan('s', { links: [link] })
          .addLink(link)
          .end();
      },
    ],
    [
      'link',
      (provider, value) => {
        const tracer = provider.getTracer('t');
        tracer.startSpan('s', { links: value as never }).end();
        const span = tracer.startSpan('s', { links: [value as never] });
        span.addLink(value as never).addLinks([value as never]);
        span.addLinks(value as never).end();
      },
    ],
    [
      'status',
      (provider, value) => {
        const span = provider
          .getTracer('t')
          .startSpan('s')
          .setStatus(value as never);
        span.setStatus({ code: value as never }).end();
      },
    ],
    [
      'time',
      (provider, value) => {
        const time = value as never;
        const span = provider.getTracer('t').startSpan('s', { startTime: time });
        span.addEvent('e', {}, time).addEvent('e', time);
        span.recordException('text', time);
        span.end(time);
      },
    ],
    [
      'trace state',
      (provider, value) => {
        const traceState = { serialize: () => value } as never;
        const context = {
          traceId: '1'.repeat(32),
          spanId: '2'.repeat(16),
          traceFlags: 1,
          traceState,
        };
        provider
          .getTracer('t')
          .startSpan('s', { links: [{ context }] })
          .end();
      },
    ],
  ];

  describe.each(calls)('%s', (_, call) => {
    test.each(hostile)('%s', async (_, value) => {
      const sink = new CollectingSink();
      const provider = makeProvider(sink);
      endSpans(provider, 1);
      expect(() => call(provider, value)).not.toThrow();
      endSpans(provider, 1);
      await provider.forceFlush().catch(() => {});
      const names = sink.spans().map(({ name }) => name);
      expect(names.filter((name) => name === 'span 0')).toHaveLength(2);
      expect(consistentStats(provider).queued).toBe(0);
    });
  });
});
