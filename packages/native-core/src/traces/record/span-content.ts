import type { AttributeList } from '../../record/attribute-list';
import { checkedList } from '../../record/checked-attributes';
import { shownText } from '../../record/own-text';
import { FlatEvents } from '../span/flat-events';
import { FlatLinks } from '../span/flat-links';
import type { SpanState } from '../span/span-state';
import { serialized } from '../span/trace-state-text';

/**
 * The variable content of one span. {@link readContent} reads once everything that applications and processors can replace
 * by their own objects. Afterwards no foreign code runs: sizes are final, and writing cannot throw.
 */
export interface SpanContent {
  /** The fixed content. */
  readonly span: SpanState;
  readonly name: string;
  readonly traceState: string;
  readonly attributes: AttributeList;
  readonly events: FlatEvents | undefined;
  readonly links: FlatLinks | undefined;
}

export function readContent(span: SpanState): SpanContent {
  const { name, traceState, attributeList, flatEvents, flatLinks, extras } = span;
  const { values } = span.owner;
  return {
    span,
    name: typeof name === 'string' ? name : shownText(name),
    traceState: traceState === undefined ? '' : serialized(traceState),
    attributes: attributeList ?? checkedList(span.attributes, values),
    events: extras?.eventObjects ? FlatEvents.of(extras.eventObjects, values) : flatEvents,
    links: extras?.linkObjects ? FlatLinks.of(extras.linkObjects, values) : flatLinks,
  };
}
