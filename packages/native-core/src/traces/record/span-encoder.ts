import type { ItemEncoder } from '../../pipeline/batch-writer';
import { AttributeWriter } from '../../record/attribute-writer';
import * as format from '../../record/format.gen';
import { maxStringBytes, type RecordMemory } from '../../record/record-memory';
import { RecordSize } from '../../record/record-size';
import { StringTable, type Place } from '../../record/string-table';
import { nanosWithin, numberOf, secondsBeyond } from '../../values/time';
import type { FlatEvents } from '../span/flat-events';
import type { FlatLinks } from '../span/flat-links';
import type { FlatParts } from '../span/flat-parts';
import { otlpFlags } from '../span/span-flags';
import { kParentIsRemote } from '../span/span-state';
import type { SpanContent } from './span-content';

const kSpanFixedBytes = format.kSpanHeaderBytes + format.kRecordAlignment;

/** Returns an upper bound of the bytes of a span record, without reading its strings. */
function maxSpanBytes({ span, name, traceState, attributes, events, links }: SpanContent): number {
  let bytes = kSpanFixedBytes + attributes.maxBytes;
  bytes += maxStringBytes(name) + maxStringBytes(traceState);
  if (span.statusMessage !== undefined) bytes += maxStringBytes(span.statusMessage);
  bytes += (events?.maxBytes ?? 0) + (links?.maxBytes ?? 0);
  return bytes;
}

/** As `maxSpanBytes`, but counts the characters of all strings: for spans that seem too large otherwise. */
function countedSpanSize(content: SpanContent): RecordSize {
  const { span, name, traceState, attributes, events, links } = content;
  const size = new RecordSize(kSpanFixedBytes);
  size.addList(attributes);
  size.addString(name);
  size.addString(traceState);
  if (span.statusMessage !== undefined) size.addString(span.statusMessage);
  events?.addTo(size);
  links?.addTo(size);
  return size;
}

/** V8 copies shorter strings when it joins them; longer ones stay in parts. */
const kMinJoinedLength = 13;

/** Returns the value of an enumeration plus `offset` as a byte; 0 (unspecified) for an invalid value. */
function enumByte(value: unknown, offset: number): number {
  return typeof value === 'number' && value >= 0 && value < 0xff ? (value | 0) + offset : 0;
}

/** Writes span records in the format of docs/record-format.md. */
export class SpanEncoder implements ItemEncoder<SpanContent> {
  readonly #strings: StringTable;
  readonly #attributes: AttributeWriter;
  readonly #names = StringTable.place();
  readonly #eventNames = StringTable.place();
  readonly #statusMessages = StringTable.place();
  /** The places in front of the first attribute of a span, and of a link. */
  readonly #spanStart = StringTable.place();
  readonly #linkStart = StringTable.place();

  constructor(strings: StringTable) {
    this.#strings = strings;
    this.#attributes = new AttributeWriter(strings);
  }

  maxBytes(content: SpanContent): number {
    return maxSpanBytes(content);
  }

  countedSize(content: SpanContent): RecordSize {
    return countedSpanSize(content);
  }

  /** Writes a whole record from `start`. Returns its end. */
  write(memory: RecordMemory, start: number, content: SpanContent): number {
    const { span, traceState, attributes, events, links } = content;
    const { statusMessage } = span;
    const strings = this.#strings;
    let at = start + format.kSpanHeaderBytes / format.kWordBytes;
    at = this.#writeName(memory, at, content.name);
    if (traceState !== '') at = memory.inlineString(at, traceState);
    if (statusMessage !== undefined)
      at = strings.writeAt(memory, at, this.#statusMessages, statusMessage);
    at = this.#attributes.writeList(memory, at, attributes, this.#spanStart);
    writeHeader(memory, start, content, this.#attributes.hasRepeatedKey);
    if (events !== undefined) at = this.#writeEvents(memory, at, events);
    if (links !== undefined) at = this.#writeLinks(memory, at, links);
    return memory.finishRecord(start, at);
  }

  /**
   * Writes a name. Most names are joined from parts, and so expensive to read: in a batch, a name is written with the
   * deferred texts, without a look-up.
   */
  #writeName(memory: RecordMemory, at: number, name: string): number {
    return memory.deferred !== undefined && name.length >= kMinJoinedLength
      ? memory.inlineString(at, name)
      : this.#strings.writeAt(memory, at, this.#names, name);
  }

  #writeEvents(memory: RecordMemory, start: number, events: FlatEvents): number {
    const { words } = memory;
    let at = start;
    for (let i = events.start; i < events.end; i = events.after(i)) {
      const nanos = events.nanos(i);
      at = memory.double(at, events.seconds(i) + secondsBeyond(nanos));
      words[at] = nanosWithin(nanos);
      at = this.#strings.writeAt(memory, at + 1, this.#eventNames, events.name(i));
      at = this.#writePartAttributes(memory, at, events, i, this.#eventNames);
    }
    return at;
  }

  #writeLinks(memory: RecordMemory, start: number, links: FlatLinks): number {
    const { words } = memory;
    let at = start;
    for (let i = links.start; i < links.end; i = links.after(i)) {
      at = memory.inlineString(at, links.traceId(i));
      at = memory.inlineString(at, links.spanId(i));
      words[at] = links.flags(i);
      const traceState = links.traceState(i);
      at = traceState === '' ? memory.emptyString(at + 1) : memory.inlineString(at + 1, traceState);
      at = this.#writePartAttributes(memory, at, links, i, this.#linkStart);
    }
    return at;
  }

  #writePartAttributes(
    memory: RecordMemory,
    at: number,
    parts: FlatParts,
    part: number,
    before: Place,
  ): number {
    const { words } = memory;
    const count = parts.attributeCount(part);
    const first = parts.attributesAt(part);
    words[at] = parts.droppedAttributes(part);
    words[at + 1] = count;
    return count === 0
      ? at + 2
      : this.#attributes.writeEntries(
          memory,
          at + 2,
          parts.tokens,
          first,
          first + 2 * count,
          before,
        );
  }
}

function writeHeader(
  { words, doubles }: RecordMemory,
  start: number,
  { span, traceState, attributes, events, links }: SpanContent,
  hasRepeatedKey: boolean,
): void {
  let presence = 0;
  if (span.parentFlags !== 0) presence |= format.kSpanPresenceParent;
  if (traceState !== '') presence |= format.kSpanPresenceTraceState;
  if (span.statusMessage !== undefined) presence |= format.kSpanPresenceStatusMessage;
  if (hasRepeatedKey) presence |= format.kSpanPresenceRepeatedKeys;
  if (links !== undefined) presence |= format.kSpanPresenceTextIds;
  words[start + format.kSpanRecordTypeWord] =
    (format.kRecordTypeSpan << format.kSpanRecordTypeShift) |
    (enumByte(span.kind, 1) << format.kSpanKindShift) |
    (enumByte(span.statusCode, 0) << format.kSpanStatusCodeShift) |
    (presence << format.kSpanPresenceShift);
  words[start + format.kSpanScopeIdWord] = span.owner.scopeId;
  words[start + format.kSpanFlagsWord] = otlpFlags(
    span.traceFlags,
    (span.parentFlags & kParentIsRemote) !== 0,
  );
  words[start + format.kSpanTraceIdWord] = span.traceId0;
  words[start + format.kSpanTraceIdWord + 1] = span.traceId1;
  words[start + format.kSpanTraceIdWord + 2] = span.traceId2;
  words[start + format.kSpanTraceIdWord + 3] = span.traceId3;
  words[start + format.kSpanSpanIdWord] = span.spanId0;
  words[start + format.kSpanSpanIdWord + 1] = span.spanId1;
  words[start + format.kSpanParentSpanIdWord] = span.parentSpanId0;
  words[start + format.kSpanParentSpanIdWord + 1] = span.parentSpanId1;
  const { startNanos, endNanos } = span;
  doubles[(start + format.kSpanStartSecondsWord) >> 1] =
    span.startSeconds + secondsBeyond(startNanos);
  doubles[(start + format.kSpanEndSecondsWord) >> 1] = span.endSeconds + secondsBeyond(endNanos);
  words[start + format.kSpanStartNanosWord] = nanosWithin(startNanos);
  words[start + format.kSpanEndNanosWord] = nanosWithin(endNanos);
  // A processor may have replaced these counts by anything.
  const { extras } = span;
  words[start + format.kSpanDroppedAttributesWord] =
    extras === undefined ? 0 : numberOf(extras.droppedAttributesCount);
  words[start + format.kSpanDroppedEventsWord] =
    extras === undefined ? 0 : numberOf(extras.droppedEventsCount);
  words[start + format.kSpanDroppedLinksWord] =
    extras === undefined ? 0 : numberOf(extras.droppedLinksCount);
  words[start + format.kSpanAttributeCountWord] = attributes.length / 2;
  words[start + format.kSpanEventCountWord] = events === undefined ? 0 : events.count;
  words[start + format.kSpanLinkCountWord] = links === undefined ? 0 : links.count;
}
