import type { ReceivedSpan } from './received-span.ts';

/** What a receiver reads from a span without any field. For tests that change a few. */
export const emptySpan: ReceivedSpan = {
  traceId: '',
  spanId: '',
  parentSpanId: '',
  traceState: '',
  flags: 0,
  name: '',
  kind: 0,
  startTimeUnixNano: '0',
  endTimeUnixNano: '0',
  attributes: {},
  droppedAttributesCount: 0,
  events: [],
  droppedEventsCount: 0,
  links: [],
  droppedLinksCount: 0,
  status: { code: 0, message: '' },
  scope: { name: '', version: '', attributes: {}, schemaUrl: '' },
  resource: { attributes: {}, droppedAttributesCount: 0, schemaUrl: '' },
};
