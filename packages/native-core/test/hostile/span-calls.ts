import {
  ROOT_CONTEXT,
  trace,
  type Context,
  type Exception,
  type Link,
  type Span,
  type SpanOptions,
} from '@opentelemetry/api';
import type { TracerProvider } from '@otel-native/native-core';
import type { Arguments } from './arguments';

const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };

type StartCall = (provider: TracerProvider, given: Arguments) => Span;

export const startCalls: Record<string, StartCall> = {
  plain: (provider) => provider.getTracer('hostile').startSpan('hostile'),
  name: (provider, { first }) => provider.getTracer('hostile').startSpan(first as string),
  attributes: (provider, { key, first, second }) =>
    provider.getTracer('hostile').startSpan('hostile', {
      attributes: { [key]: first, plain: 1, second } as SpanOptions['attributes'] & object,
      links: [{ context, attributes: { [key]: second } as never }],
    }),
  'all options': (provider, { first }) =>
    provider.getTracer('hostile').startSpan('hostile', first as SpanOptions),
  options: (provider, { first, second }) =>
    provider.getTracer('hostile').startSpan('hostile', {
      kind: first as never,
      startTime: second as never,
      attributes: first as never,
      links: second as never,
      root: first as never,
    }),
  links: (provider, { first, second }) =>
    provider.getTracer('hostile').startSpan('hostile', {
      links: [first as Link, { context: second as never }, { context, attributes: first as never }],
    }),
  scope: (provider, { first, second }) =>
    provider.getTracer(first as string, second as string, first as object).startSpan('hostile'),
  parent: (provider, { key, first }) => {
    const parent = { [key]: first, ...context, traceState: first };
    const within = trace.setSpanContext(ROOT_CONTEXT, parent as never);
    return provider.getTracer('hostile').startSpan('hostile', {}, within);
  },
  context: (provider, { first }) =>
    provider.getTracer('hostile').startSpan('hostile', {}, first as Context),
  'active span': (provider, { first, second }) =>
    provider
      .getTracer('hostile')
      .startActiveSpan('hostile', first as SpanOptions, second as Context, (span) => span),
};

type SpanCall = (span: Span, given: Arguments) => unknown;

export const spanCalls: Record<string, SpanCall> = {
  setAttribute: (span, { key, first }) => span.setAttribute(key, first as never),
  'setAttribute with any key': (span, { first, second }) =>
    span.setAttribute(first as string, second as never),
  setAttributes: (span, { first }) => span.setAttributes(first as never),
  'setAttributes with a key': (span, { key, first, second }) =>
    span.setAttributes({ [key]: first, second } as never),
  addEvent: (span, { key, first }) => span.addEvent('event', { [key]: first } as never),
  'addEvent with any name': (span, { first, second }) =>
    span.addEvent(first as string, second as never),
  'addEvent at any time': (span, { key, first, second }) =>
    span.addEvent(key, first as never, second as never),
  addLink: (span, { key, first }) =>
    span.addLink({ context, attributes: { [key]: first } as never }),
  'addLink to anything': (span, { first }) => span.addLink(first as Link),
  'addLink of parts': (span, { first, second }) =>
    span.addLink({ context: first as never, attributes: second as never }),
  addLinks: (span, { first }) => span.addLinks([first as Link, { context }]),
  'addLinks of anything': (span, { first }) => span.addLinks(first as Link[]),
  setStatus: (span, { first, second }) =>
    span.setStatus({ code: first as never, message: second as never }),
  'setStatus to anything': (span, { first }) => span.setStatus(first as never),
  updateName: (span, { first }) => span.updateName(first as string),
  recordException: (span, { first, second }) =>
    span.recordException(first as Exception, second as never),
  'recordException of parts': (span, { first, second }) =>
    span.recordException({ name: first, message: second, stack: first, code: second } as never),
  end: (span, { first }) => span.end(first as never),
};
