import type { Context } from '@opentelemetry/api';
import { trace } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanProcessor } from '@otel-native/native-core';
import { viewOf } from '../support/span-view';

/** Processors that look at spans, and such that change them as processors in the wild do. */
export const processorKinds = [
  'viewer',
  'reader',
  'writer',
  'redactor',
  'editor',
  'replacer',
  'late',
] as const;
export type ProcessorKind = (typeof processorKinds)[number];

type Hooks = Pick<SpanProcessor, 'onEnding'> & Partial<Pick<SpanProcessor, 'onStart' | 'onEnd'>>;

type Writable = { -readonly [K in keyof ReadableSpan]: ReadableSpan[K] };

const hooks: Record<ProcessorKind, (views: object[]) => Hooks> = {
  /** Keeps what it sees. */
  viewer: (views) => ({
    onStart: (span, context) => void views.push({ at: 'start', ...startView(span, context) }),
    onEnding: (span) => void views.push({ at: 'ending', ...viewOf(span) }),
    onEnd: (span) => void views.push({ at: 'end', ...viewOf(span) }),
  }),
  /** Only asks, which is enough to turn lists into objects. */
  reader: () => ({
    onStart: (span) => void [span.attributes, span.events, span.links, span.status],
  }),
  /** Uses the API. */
  writer: () => ({
    onStart: (span) =>
      void span.setAttribute('writer.start', span.kind).updateName(`${span.name} written`),
    onEnding: (span) =>
      void span
        .setAttribute('writer.ending', 'yes')
        .addEvent('ending', { a: 1 }, [1, 2])
        .addLink({ context: span.spanContext(), attributes: { a: 1 } })
        .setStatus({ code: 2, message: 'writer' }),
    // Too late: refused with a warning.
    onEnd: (span) => void (span as Span).setAttribute('writer.end', 1),
  }),
  /** Hides values in place. */
  redactor: () => ({
    onEnding(span) {
      for (const key of Object.keys(span.attributes)) {
        if (key === 'a') span.attributes[key] = '***';
        if (key === 'b') delete span.attributes[key];
      }
      for (const event of span.events) {
        if (event.attributes !== undefined && 'a' in event.attributes) event.attributes.a = '***';
      }
    },
  }),
  /** Changes lists in place. */
  editor: () => ({
    onEnding(span) {
      span.events.unshift({ name: 'edited', time: [3, 4], attributes: { list: ['x', 1, null] } });
      span.links.pop();
      span.attributes['editor.map'] = { deep: [{ er: 1 }] };
    },
  }),
  /** Puts something else in the place of what a span holds. */
  replacer: () => ({
    onEnding(span) {
      const writable = span as Writable;
      writable.name = `replaced ${span.name}`;
      writable.attributes = {
        ...span.attributes,
        'replacer.was': Object.keys(span.attributes).length,
      };
      writable.events = span.events.filter(({ name }) => name !== 'a');
      writable.links = span.links.slice(0, 1);
      writable.status = { code: 2, message: `was ${span.status.code}` };
      writable.kind = 4;
    },
  }),
  /** Writes what it finds into the span when that has ended. */
  late: () => ({
    onEnding: (span) => void span.addEvent('not late'),
    onEnd(span) {
      span.attributes['late.seconds'] = span.duration[0];
      span.events.pop();
    },
  }),
};

export function makeProcessor(kind: ProcessorKind, views: object[]): SpanProcessor {
  return {
    onStart() {},
    onEnd() {},
    forceFlush: async () => {},
    shutdown: async () => {},
    ...hooks[kind](views),
  };
}

function startView(span: Span, context: Context): object {
  return { ...viewOf(span), activeParent: trace.getSpanContext(context)?.spanId };
}
