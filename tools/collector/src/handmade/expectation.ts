import type { ComparableEvent, ComparableSpan } from '../comparison/comparable-span.ts';
import { createdLink, unixNano } from '../comparison/created-span.ts';
import { createdAttributes } from '../comparison/created-value.ts';
import { defaultEnd, defaultScope, defaultStart, type HandmadeSpan } from './handmade-span.ts';

const noneDropped = { attributes: 0, events: 0, links: 0 };

/** What must arrive for a handmade span, worked out from the calls alone. Ids are random, so they are not in it. */
export function expectedSpan(wanted: HandmadeSpan): Partial<ComparableSpan> {
  const dropped = wanted.dropped ?? noneDropped;
  const attributes = Object.entries(wanted.attributes ?? {});
  const kept = attributes.slice(0, attributes.length - dropped.attributes);
  const links = [...(wanted.links ?? []), ...(wanted.addedLinks ?? [])];
  return {
    kind: (wanted.kind ?? 0) + 1,
    startTimeUnixNano: unixNano(wanted.startTime ?? defaultStart),
    endTimeUnixNano: unixNano(wanted.endTime ?? defaultEnd),
    attributes: createdAttributes(Object.fromEntries(kept)),
    droppedAttributesCount: dropped.attributes,
    events: expectedEvents(wanted).slice(dropped.events),
    droppedEventsCount: dropped.events,
    links: links.map(createdLink).slice(dropped.links),
    droppedLinksCount: dropped.links,
    status: { code: wanted.status?.code ?? 0, message: wanted.status?.message ?? '' },
    scope: { version: '', schemaUrl: '', ...(wanted.scope ?? defaultScope) },
    ...(typeof wanted.parent === 'object' && {
      traceId: wanted.parent.traceId,
      parentSpanId: wanted.parent.spanId,
      traceState: wanted.parent.traceState?.serialize() ?? '',
    }),
    ...(wanted.parent === undefined && { parentSpanId: '', traceState: '' }),
  };
}

function expectedEvents(wanted: HandmadeSpan): ComparableEvent[] {
  const events = (wanted.events ?? []).map(({ name, attributes = {}, time }) => ({
    name,
    timeUnixNano: unixNano(time),
    attributes: createdAttributes(attributes),
    droppedAttributesCount: 0,
  }));
  if (wanted.exception === undefined) return events;
  const { name, message, stack } = wanted.exception.exception as Error;
  const attributes = {
    'exception.type': name,
    'exception.message': message,
    'exception.stacktrace': stack,
  };
  const exception = {
    name: 'exception',
    timeUnixNano: unixNano(wanted.exception.time),
    attributes: createdAttributes(attributes),
    droppedAttributesCount: 0,
  };
  return [...events, exception];
}
