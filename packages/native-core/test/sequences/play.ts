import {
  DiagLogLevel,
  ROOT_CONTEXT,
  context,
  diag,
  trace,
  type Context,
  type Span,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { ReadableSpan } from '@otel-native/native-core';
import type { StoppedClock } from '../support/clock';
import { collectLog } from '../support/diagnostics';
import { plainContext, plainValue, viewOf } from '../support/span-view';
import type { Call, Parent } from './program';

/** What can be seen of a call from outside: its result, and the levels of what it logged. */
export interface Trace {
  readonly call: Call['call'];
  readonly result: unknown;
  readonly logged: readonly string[];
}

type ActiveCall = Extract<Call, { call: 'startActiveSpan' }>;

/** Makes the calls of one sequence. */
export class Player {
  readonly traces: Trace[] = [];
  readonly #spans: Span[] = [];
  readonly #tracers: readonly Tracer[];
  readonly #clock: StoppedClock;

  constructor(provider: TracerProvider, clock: StoppedClock) {
    this.#tracers = [
      provider.getTracer('scope', '1.2.3', { schemaUrl: 'https://example.test/scope' }),
      provider.getTracer('scope'),
      provider.getTracer('', ''),
      provider.getTracer('größer', '2'),
    ];
    this.#clock = clock;
  }

  play(calls: readonly Call[]): void {
    for (const call of calls) {
      const logged = collectLog(DiagLogLevel.ALL, (level) => level);
      const trace = { call: call.call, result: undefined as unknown, logged };
      this.traces.push(trace);
      trace.result = this.#make(call);
      diag.disable();
    }
  }

  /** What the spans show at last. */
  views(): object[] {
    return this.#spans.map((span) =>
      'attributes' in span
        ? viewOf(span as Span & ReadableSpan)
        : { nonRecording: plainContext(span.spanContext()) },
    );
  }

  #make(call: Call): unknown {
    switch (call.call) {
      case 'startSpan': {
        const tracer = this.#tracers[call.tracer]!;
        const parent = this.#contextOf(call.parent);
        const span =
          call.options === undefined && call.parent === 'active'
            ? tracer.startSpan(call.name)
            : tracer.startSpan(call.name, call.options, parent);
        this.#spans.push(span);
        return [plainContext(span.spanContext()), span.isRecording()];
      }
      case 'startActiveSpan':
        return this.#startActive(call);
      case 'advance':
        return this.#clock.advance(call.millis);
    }
    const span = this.#spans[call.span % this.#spans.length]!;
    const result = callSpan(span, call);
    return result === span ? 'the span' : result;
  }

  #startActive({ tracer: index, name, options, parent, inside }: ActiveCall): unknown {
    const tracer = this.#tracers[index]!;
    const body = (span: Span) => {
      this.#spans.push(span);
      this.play(inside);
      span.end();
      return plainContext(span.spanContext());
    };
    if (parent !== 'active') {
      return tracer.startActiveSpan(name, options ?? {}, this.#contextOf(parent), body);
    }
    return options === undefined
      ? tracer.startActiveSpan(name, body)
      : tracer.startActiveSpan(name, options, body);
  }

  #contextOf(parent: Parent): Context {
    if (parent === 'active') return context.active();
    if ('span' in parent) {
      return this.#spans.length === 0
        ? ROOT_CONTEXT
        : trace.setSpan(ROOT_CONTEXT, this.#spans[parent.span % this.#spans.length]!);
    }
    if ('context' in parent) return trace.setSpanContext(ROOT_CONTEXT, parent.context);
    return suppressTracing(context.active());
  }
}

type SpanCall = Exclude<Call, { call: 'startSpan' | 'startActiveSpan' | 'advance' }>;

function callSpan(span: Span, call: SpanCall): unknown {
  switch (call.call) {
    case 'setAttribute':
      return span.setAttribute(call.key, call.value as never);
    case 'setAttributes':
      return span.setAttributes(call.attributes);
    case 'addEvent':
      return span.addEvent(call.name, ...(call.rest as []));
    case 'addLink':
      return span.addLink(call.link);
    case 'addLinks':
      return span.addLinks(call.links);
    case 'setStatus':
      return span.setStatus(call.status);
    case 'updateName':
      return span.updateName(call.name);
    case 'recordException':
      return span.recordException(call.exception, call.time);
    case 'end':
      return span.end(call.time);
    case 'isRecording':
      return span.isRecording();
    case 'read':
      return plainValue((span as Span & ReadableSpan)[call.property]);
    case 'change':
      return 'attributes' in span && span.isRecording()
        ? change(span as Span & ReadableSpan, call.what)
        : undefined;
  }
}

function change(
  { attributes, events, links }: ReadableSpan,
  what: Extract<Call, { call: 'change' }>['what'],
): void {
  switch (what) {
    case 'attribute':
      attributes.changed = ['changed', 1];
      break;
    case 'delete':
      delete attributes.a;
      break;
    case 'event':
      events.push({ name: 'changed', time: [7, 8] });
      break;
    case 'link':
      links.shift();
  }
}
