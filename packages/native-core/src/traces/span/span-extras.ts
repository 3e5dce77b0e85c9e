import type { Attributes, Link } from '@opentelemetry/api';
import type { TimedEvent } from './readable-span';

/** What most spans never have, or what only readers want: kept apart, so that a span is quick to make and small. */
export class SpanExtras {
  /** What `attributes` gave to readers; from then on it is the truth. */
  attributeObject: Attributes | undefined = undefined;
  /** Different keys in `attributeObject`. */
  attributeCount = 0;
  /** As `attributeObject`, for `events`. */
  eventObjects: TimedEvent[] | undefined = undefined;
  linkList: Link[] | undefined = undefined;
  droppedAttributesCount = 0;
  droppedEventsCount = 0;
  droppedLinksCount = 0;
  /** The system's time at creation, in milliseconds since the epoch; of spans whose start time was given. */
  createdUnixMillis = 0;
}
