import { wordOfHex } from '../../values/ids';
import { countedListBytes, type AttributeList } from '../../record/attribute-list';
import type { EventState } from '../span/event-state';
import { nanosWithin, numberOf, secondsBeyond } from '../../values/time';
import { kParentIsRemote, kTraceFlagsMask, type SpanState } from '../span/span-state';
import { DeferredTexts } from '../../record/deferred-texts';
import * as format from '../../record/format.gen';
import {
  countedStringBytes,
  maxStringBytes,
  wordsOf,
  type RecordMemory,
} from '../../record/record-memory';
import type { LinkContent, SpanContent } from './span-content';
import { StringTable, type Place } from '../../record/string-table';
import { writeInlineAttribute, writeValue } from '../../record/value-encoder';

// https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto, SpanFlags
const kFlagsHasIsRemote = 0x100;
const kFlagsIsRemote = 0x200;

const kSpanFixedBytes = format.kSpanHeaderBytes + format.kRecordAlignment;
/** Bytes of the seconds, nanoseconds, and two counts of an event. */
const kEventFixedBytes = 20;
/** Bytes of the ids, flags, and two counts of a link. */
const kLinkFixedBytes = 36;

/** Returns an upper bound of the bytes of a span record, without reading its strings. */
export function maxSpanBytes(span: SpanState, content: SpanContent): number {
  const { name, traceState, attributes, events, links } = content;
  let bytes = kSpanFixedBytes + attributes.maxBytes;
  bytes += maxStringBytes(name) + maxStringBytes(traceState);
  if (span.statusMessage !== undefined) bytes += maxStringBytes(span.statusMessage);
  for (const event of events) {
    bytes += kEventFixedBytes + maxStringBytes(event.name) + (event.attributes?.maxBytes ?? 0);
  }
  for (const link of links) {
    bytes += kLinkFixedBytes + maxStringBytes(link.traceState) + link.attributes.maxBytes;
  }
  return bytes;
}

/** As `maxSpanBytes`, but counts the characters of all strings: for spans that seem too large otherwise. */
export function countedSpanBytes(span: SpanState, content: SpanContent): number {
  const { name, traceState, attributes, events, links } = content;
  let bytes = kSpanFixedBytes + countedListBytes(attributes);
  bytes += countedStringBytes(name) + countedStringBytes(traceState);
  if (span.statusMessage !== undefined) bytes += countedStringBytes(span.statusMessage);
  for (const event of events) {
    bytes += kEventFixedBytes + countedStringBytes(event.name);
    if (event.attributes !== undefined) bytes += countedListBytes(event.attributes);
  }
  for (const link of links) {
    bytes += kLinkFixedBytes + countedStringBytes(link.traceState);
    bytes += countedListBytes(link.attributes);
  }
  return bytes;
}

/** Bytes of a batch beside its spans: its head, the head of its texts, and padding. */
export const kBatchFixedBytes =
  format.kBatchHeaderBytes + format.kTextsHeaderBytes + 2 * format.kRecordAlignment;

/** V8 copies shorter strings when it joins them; longer ones stay in parts. */
const kMinJoinedLength = 13;

/** Returns the OTLP span flags. */
function otlpFlags(traceFlags: number, isRemote: boolean): number {
  return (traceFlags & kTraceFlagsMask) | kFlagsHasIsRemote | (isRemote ? kFlagsIsRemote : 0);
}

/** Returns the value of an enumeration plus `offset` as a byte; 0 (unspecified) for an invalid value. */
function enumByte(value: unknown, offset: number): number {
  return typeof value === 'number' && value >= 0 && value < 0xff ? (value | 0) + offset : 0;
}

function isKeyBefore(entries: readonly unknown[], index: number, key: string): boolean {
  for (let i = 0; i < index; i += 2) if (entries[i] === key) return true;
  return false;
}

/** Writes span records in the format of docs/record-format.md. */
export class SpanEncoder {
  readonly #strings: StringTable;
  readonly #names = StringTable.place();
  readonly #eventNames = StringTable.place();
  readonly #statusMessages = StringTable.place();
  /** The places in front of the first attribute of a span, and of a link. */
  readonly #spanStart = StringTable.place();
  readonly #linkStart = StringTable.place();
  /** Serial number of the list of attributes: shows a place that its key occurs a second time. */
  #serial = 0;
  #hasRepeatedKey = false;
  /** The deferred texts of the batch that is being written. */
  #texts = new DeferredTexts();

  constructor(strings: StringTable) {
    this.#strings = strings;
  }

  /** Begins a batch at `start`. Returns the position of its first span. */
  beginBatch(memory: RecordMemory, start: number): number {
    memory.deferred = this.#texts = new DeferredTexts();
    return start + format.kBatchHeaderBytes / format.kWordBytes;
  }

  /** Ends the batch whose spans end at `at`. Returns its end. */
  endBatch(memory: RecordMemory, start: number, at: number): number {
    memory.deferred = undefined;
    const { words } = memory;
    const textsAt = at + format.kTextsHeaderBytes / format.kWordBytes;
    const bytes = this.#texts.write(memory, textsAt * format.kWordBytes);
    words[start + format.kBatchRecordBytesWord] = format.kBatchHeaderBytes;
    words[start + format.kBatchRecordTypeWord] =
      format.kRecordTypeBatch << format.kBatchRecordTypeShift;
    words[start + format.kBatchTextsOffsetWord] = (textsAt - start) * format.kWordBytes;
    words[start + format.kBatchTextsBytesWord] = bytes;
    words[at + format.kTextsRecordTypeWord] =
      format.kRecordTypeTexts << format.kTextsRecordTypeShift;
    return memory.finishRecord(at, textsAt + wordsOf(bytes));
  }

  /** Writes a whole record from `start`. Returns its end. */
  write(memory: RecordMemory, start: number, span: SpanState, content: SpanContent): number {
    const { traceState, attributes, events, links } = content;
    const { statusMessage } = span;
    const strings = this.#strings;
    let at = start + format.kSpanHeaderBytes / format.kWordBytes;
    at = this.#writeName(memory, at, content.name);
    if (traceState !== '') at = memory.inlineString(at, traceState);
    if (statusMessage !== undefined)
      at = strings.writeAt(memory, at, this.#statusMessages, statusMessage);
    at = this.#writeAttributes(memory, at, attributes, this.#spanStart);
    writeHeader(memory, start, span, content, this.#hasRepeatedKey);
    for (const event of events) at = this.#writeEvent(memory, at, event);
    for (const link of links) at = this.#writeLink(memory, at, link);
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

  /** Writes attributes. Sets `#hasRepeatedKey` when a key occurs twice; both are written. */
  #writeAttributes(
    memory: RecordMemory,
    start: number,
    { entries, length }: AttributeList,
    before: Place,
  ): number {
    const { words } = memory;
    const serial = ++this.#serial;
    let at = start;
    let place = before;
    this.#hasRepeatedKey = false;
    for (let i = 0; i < length; i += 2) {
      const key = entries[i] as string;
      const value = entries[i + 1];
      const known = this.#strings.placeOf(key, place);
      if (known === undefined) {
        if (isKeyBefore(entries, i, key)) this.#hasRepeatedKey = true;
        const added = this.#strings.addKey(key, place);
        at = writeNewKey(memory, at, key, value, added);
        if (added !== undefined) {
          place = added;
          place.serial = serial;
        }
        continue;
      }
      place = known;
      if (place.serial === serial) this.#hasRepeatedKey = true;
      place.serial = serial;
      if (typeof value === 'string') {
        words[at] = place.head | format.kValueTypeString;
        at = this.#strings.writeAt(memory, at + 1, place, value);
      } else {
        at = writeValue(memory, at, place.head, at + 1, value);
      }
    }
    return at;
  }

  #writeEvent(memory: RecordMemory, start: number, event: EventState): number {
    const { words } = memory;
    const { attributes } = event;
    let at = memory.double(start, event.seconds + secondsBeyond(event.nanos));
    words[at] = nanosWithin(event.nanos);
    at = this.#strings.writeAt(memory, at + 1, this.#eventNames, event.name);
    words[at] = attributes === undefined ? 0 : attributes.droppedCount;
    words[at + 1] = attributes === undefined ? 0 : attributes.length / 2;
    at += 2;
    return attributes === undefined
      ? at
      : this.#writeAttributes(memory, at, attributes, this.#eventNames);
  }

  #writeLink(memory: RecordMemory, start: number, link: LinkContent): number {
    const { words } = memory;
    const { attributes } = link;
    let at = start;
    for (let digit = 0; digit < 32; digit += 8) words[at++] = wordOfHex(link.traceId, digit);
    for (let digit = 0; digit < 16; digit += 8) words[at++] = wordOfHex(link.spanId, digit);
    words[at++] = otlpFlags(link.traceFlags, link.isRemote);
    at = memory.inlineString(at, link.traceState);
    words[at++] = link.droppedAttributesCount;
    words[at++] = attributes.length / 2;
    return this.#writeAttributes(memory, at, attributes, this.#linkStart);
  }
}

function writeNewKey(
  memory: RecordMemory,
  at: number,
  key: string,
  value: unknown,
  place: Place | undefined,
): number {
  if (place === undefined) return writeInlineAttribute(memory, at, key, value);
  const head = place.head | (format.kStringTagDefine << format.kValueTypeBits);
  return writeValue(memory, at, head, memory.lengthAndText(at + 1, key), value);
}

function writeHeader(
  { words, doubles }: RecordMemory,
  start: number,
  span: SpanState,
  { traceState, attributes, events, links }: SpanContent,
  hasRepeatedKey: boolean,
): void {
  let presence = 0;
  if (span.parentFlags !== 0) presence |= format.kSpanPresenceParent;
  if (traceState !== '') presence |= format.kSpanPresenceTraceState;
  if (span.statusMessage !== undefined) presence |= format.kSpanPresenceStatusMessage;
  if (hasRepeatedKey) presence |= format.kSpanPresenceRepeatedKeys;
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
  words[start + format.kSpanEventCountWord] = events.length;
  words[start + format.kSpanLinkCountWord] = links.length;
}
