import type { Attributes } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '../traces/span/readable-span';
import { setOwn } from './set-own';

/** The method that `console.log` and `util.inspect` look for. */
export const kInspect = Symbol.for('nodejs.util.inspect.custom');

export interface InspectOptions {
  depth?: number | null;
  stylize?: (text: string, style: string) => string;
}
export type Inspect = (value: unknown, options: unknown) => string;

/** Shows an object as `Name { … }`, and as `[Name]` when it stands too deep to be shown. */
export function inspectAs(
  name: string,
  payload: object,
  depth: number | null,
  options: InspectOptions | undefined,
  inspect: Inspect | undefined,
): unknown {
  if (typeof depth === 'number' && depth < 0)
    return options?.stylize?.(`[${name}]`, 'special') ?? `[${name}]`;
  if (inspect === undefined || options === undefined) return payload;
  const inner = options.depth == null ? options.depth : options.depth - 1;
  return `${name} ${inspect(payload, { ...options, depth: inner })}`;
}

export function inspectSpan(
  span: ReadableSpan,
  depth: number,
  options: InspectOptions,
  inspect: Inspect,
): unknown {
  const payload = {
    name: span.name,
    kind: span.kind,
    spanContext: span.spanContext(),
    parentSpanContext: span.parentSpanContext,
    status: span.status,
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    attributes: span.attributes,
    events: span.events,
    links: span.links,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
    instrumentationScope: span.instrumentationScope,
    resource: { attributes: settledAttributes(span.resource) },
  };
  return inspectAs('RecordingSpan', payload, depth, options, inspect);
}

/** The attributes that are known now; asking the resource for its `attributes` would log while some are not. */
export function settledAttributes(resource: Resource): Attributes {
  const attributes: Attributes = {};
  for (const [key, value] of resource.getRawAttributes()) {
    if (value == null || value instanceof Promise) continue;
    if (!Object.hasOwn(attributes, key)) setOwn(attributes, key, value);
  }
  return attributes;
}
