import { context, trace, type Context, type Span } from '@opentelemetry/api';

import {
  defaultEnd,
  defaultScope,
  defaultStart,
  type HandmadeSpan,
  type Scope,
} from './handmade-span.ts';

/** Makes the spans through the API, in order. A parent ends before its children begin; OpenTelemetry allows it. */
export function makeSpans(wanted: readonly HandmadeSpan[]): void {
  const made = new Map<string, Span>();
  for (const one of wanted) made.set(one.name, makeSpan(one, made));
}

function makeSpan(wanted: HandmadeSpan, made: ReadonlyMap<string, Span>): Span {
  const { name, version, schemaUrl }: Scope = wanted.scope ?? defaultScope;
  const options = schemaUrl === undefined ? {} : { schemaUrl };
  const tracer = trace.getTracerProvider().getTracer(name, version, options);
  const span = tracer.startSpan(
    wanted.name,
    {
      startTime: wanted.startTime ?? defaultStart,
      root: wanted.parent === undefined,
      links: [...(wanted.links ?? [])],
      ...(wanted.kind !== undefined && { kind: wanted.kind }),
    },
    contextOf(wanted.parent, made),
  );
  change(span, wanted);
  span.end(wanted.endTime ?? defaultEnd);
  return span;
}

function change(span: Span, wanted: HandmadeSpan): void {
  const { exception, status, updateName, replacedAttributes, attributes = {} } = wanted;
  if (replacedAttributes !== undefined) span.setAttributes(replacedAttributes);
  for (const [key, value] of Object.entries(attributes)) span.setAttribute(key, value);
  for (const { name, attributes, time } of wanted.events ?? [])
    span.addEvent(name, attributes, time);
  if (exception !== undefined) span.recordException(exception.exception, exception.time);
  for (const link of wanted.addedLinks ?? []) span.addLink(link);
  if (status !== undefined) span.setStatus(status);
  if (updateName !== undefined) span.updateName(updateName);
}

function contextOf(parent: HandmadeSpan['parent'], made: ReadonlyMap<string, Span>): Context {
  if (parent === undefined) return context.active();
  if (typeof parent !== 'string') return trace.setSpanContext(context.active(), parent);
  const span = made.get(parent);
  if (span === undefined) throw new Error(`${parent} has to come before its children`);
  return trace.setSpan(context.active(), span);
}
