import type { Attributes, Link } from '@opentelemetry/api';
import type { TimedEvent } from './readable-span';

/** Data that most spans never have or that only readers need. Separate, so that a span is small and quick to make. */
export class SpanExtras {
  /** The object that `attributes` returned; from then on it holds the attributes. */
  attributeObject: Attributes | undefined = undefined;
  /** Number of keys in `attributeObject`. */
  attributeCount = 0;
  /** As `attributeObject`, for `events`. */
  eventObjects: TimedEvent[] | undefined = undefined;
  /** As `attributeObject`, for `links`. */
  linkObjects: Link[] | undefined = undefined;
  droppedAttributesCount = 0;
  droppedEventsCount = 0;
  droppedLinksCount = 0;
  /** Time of creation, in milliseconds since the epoch; only set if the start time was given. */
  createdUnixMillis = 0;
}
