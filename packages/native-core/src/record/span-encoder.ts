import type { Attributes } from '@opentelemetry/api';
import { attributesOfList, type AttributeList } from '../span/attribute-list';
import { wordOfHex } from '../span/ids';
import type { EventState } from '../span/event-state';
import { kParentIsRemote, kTraceFlagsMask, type SpanState } from '../span/span-state';
import * as format from './format.gen';
import { maxStringBytes, type RecordWriter } from './record-writer';
import type { LinkContent, SpanContent } from './span-content';
import { StringTable, type Place } from './string-table';
import { maxValueBytes, writeValue } from './value-encoder';

// https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto, SpanFlags
const kFlagsHasIsRemote = 0x100;
const kFlagsIsRemote = 0x200;

/** Seconds, nanoseconds, and the two counts of an event. */
const kEventFixedBytes = 20;
/** Ids, flags, and the two counts of a link. */
const kLinkFixedBytes = 36;
/** In place of a size: an attribute key stands twice. */
const kRepeatedKey = -1;

function maxAttributesBytes(attributes: Attributes | undefined): number {
  let bytes = 0;
  for (const key in attributes) bytes += maxStringBytes(key) + maxValueBytes(attributes[key]);
  return bytes;
}

function maxListBytes(attributes: AttributeList): number {
  let bytes = 0;
  for (let i = 0; i < attributes.length; i += 2) {
    bytes += maxStringBytes(attributes[i] as string) + maxValueBytes(attributes[i + 1]);
  }
  return bytes;
}

function isKeyBefore(attributes: AttributeList, index: number, key: string): boolean {
  for (let i = 0; i < index; i += 2) if (attributes[i] === key) return true;
  return false;
}

/** The OTLP span flags. */
function otlpFlags(traceFlags: number, isRemote: boolean | undefined): number {
  return (traceFlags & kTraceFlagsMask) | kFlagsHasIsRemote | (isRemote ? kFlagsIsRemote : 0);
}

/** Writes span records; docs/record-format.md says what they look like. */
export class SpanEncoder {
  readonly #strings: StringTable;
  readonly #names = StringTable.place();
  readonly #eventNames = StringTable.place();
  readonly #statusMessages = StringTable.place();
  /** Of each attribute of the prepared span: its key's place in the table, if it has one. */
  #places: (Place | undefined)[] = [];
  #spanSerial = 0;

  constructor(strings: StringTable) {
    this.#strings = strings;
  }

  /** Makes the content ready for {@link SpanEncoder.write} and gives the bytes that its record takes at most. */
  prepare(span: SpanState, content: SpanContent): number {
    let attributeBytes = this.#prepareAttributes(content.attributes);
    if (attributeBytes === kRepeatedKey) {
      content.attributes = Object.entries(attributesOfList(content.attributes)).flat();
      attributeBytes = this.#prepareAttributes(content.attributes);
    }
    let bytes = format.kSpanHeaderBytes + format.kRecordAlignment + attributeBytes;
    bytes += maxStringBytes(content.name) + maxStringBytes(content.traceState);
    if (span.statusMessage !== undefined) bytes += maxStringBytes(span.statusMessage);
    for (const event of content.events) {
      bytes += kEventFixedBytes + maxStringBytes(event.name);
      if (event.attributes !== undefined) bytes += maxListBytes(event.attributes);
    }
    for (const { link, traceState } of content.links) {
      bytes += kLinkFixedBytes + maxStringBytes(traceState) + maxAttributesBytes(link.attributes);
    }
    return bytes;
  }

  #prepareAttributes(attributes: AttributeList): number {
    const serial = ++this.#spanSerial;
    const places = this.#places;
    let bytes = 0;
    let place: Place | undefined;
    for (let i = 0; i < attributes.length; i += 2) {
      const key = attributes[i] as string;
      place = this.#strings.placeOf(key, place);
      if (place === undefined ? isKeyBefore(attributes, i, key) : place.spanSerial === serial)
        return kRepeatedKey;
      if (place !== undefined) place.spanSerial = serial;
      places[i >> 1] = place;
      bytes += maxStringBytes(key) + maxValueBytes(attributes[i + 1]);
    }
    return bytes;
  }

  /** Writes the whole record of the span that was prepared last, from `writer.position` on. */
  write(writer: RecordWriter, span: SpanState, content: SpanContent): void {
    const start = writer.position;
    const { attributes, events, links } = content;
    const strings = this.#strings;
    writeHeader(writer, start, span, content);
    writer.position = start + format.kSpanHeaderBytes;
    strings.writeAt(writer, this.#names, content.name);
    if (content.traceState !== '') writer.inlineString(content.traceState);
    if (span.statusMessage !== undefined)
      strings.writeAt(writer, this.#statusMessages, span.statusMessage);
    for (let i = 0; i < attributes.length; i += 2) {
      let place = this.#places[i >> 1];
      if (place === undefined) place = strings.writeNewKey(writer, attributes[i] as string);
      else writer.u32(place.reference);
      this.#writeValue(writer, place, attributes[i + 1]);
    }
    for (const event of events) this.#writeEvent(writer, event);
    for (const link of links) this.#writeLink(writer, link);
    finishRecord(writer, start);
  }

  #writeValue(writer: RecordWriter, place: Place | undefined, value: unknown): void {
    if (typeof value === 'string' && place !== undefined) {
      writer.u8(format.kValueTypeString);
      this.#strings.writeAt(writer, place, value);
    } else {
      writeValue(writer, value);
    }
  }

  #writeAttributes(
    writer: RecordWriter,
    dropped: number | undefined,
    attributes: Attributes | undefined,
  ): void {
    writer.u32(dropped ?? 0);
    const countAt = writer.position;
    writer.u32(0);
    let count = 0;
    for (const key in attributes) {
      const place = this.#strings.writeKey(writer, key, undefined);
      this.#writeValue(writer, place, attributes[key]);
      count++;
    }
    writer.setU32(countAt, count);
  }

  #writeEvent(writer: RecordWriter, event: EventState): void {
    const { attributes } = event;
    writer.f64(event.seconds);
    writer.u32(event.nanos);
    this.#strings.writeAt(writer, this.#eventNames, event.name);
    writer.u32(event.droppedAttributesCount);
    writer.u32(attributes === undefined ? 0 : attributes.length / 2);
    if (attributes === undefined) return;
    let place: Place | undefined = this.#eventNames;
    for (let i = 0; i < attributes.length; i += 2) {
      place = this.#strings.writeKey(writer, attributes[i] as string, place);
      this.#writeValue(writer, place, attributes[i + 1]);
    }
  }

  #writeLink(writer: RecordWriter, { link, traceState }: LinkContent): void {
    const { traceId, spanId, traceFlags, isRemote } = link.context;
    for (let at = 0; at < 32; at += 8) writer.u32(wordOfHex(traceId, at));
    for (let at = 0; at < 16; at += 8) writer.u32(wordOfHex(spanId, at));
    writer.u32(otlpFlags(traceFlags, isRemote));
    writer.inlineString(traceState);
    this.#writeAttributes(writer, link.droppedAttributesCount, link.attributes);
  }
}

function writeHeader(
  writer: RecordWriter,
  start: number,
  span: SpanState,
  content: SpanContent,
): void {
  let presence = 0;
  if (span.parentFlags !== 0) presence |= format.kSpanPresenceParent;
  if (content.traceState !== '') presence |= format.kSpanPresenceTraceState;
  if (span.statusMessage !== undefined) presence |= format.kSpanPresenceStatusMessage;
  writer.setU8(start + format.kSpanRecordTypeOffset, format.kRecordTypeSpan);
  writer.setU8(start + format.kSpanKindOffset, span.kind + 1);
  writer.setU8(start + format.kSpanStatusCodeOffset, span.statusCode);
  writer.setU8(start + format.kSpanPresenceOffset, presence);
  writer.setU32(start + format.kSpanScopeIdOffset, span.owner.scopeId);
  writer.setU32(
    start + format.kSpanFlagsOffset,
    otlpFlags(span.traceFlags, (span.parentFlags & kParentIsRemote) !== 0),
  );
  writer.setU32(start + format.kSpanTraceIdOffset, span.traceId0);
  writer.setU32(start + format.kSpanTraceIdOffset + 4, span.traceId1);
  writer.setU32(start + format.kSpanTraceIdOffset + 8, span.traceId2);
  writer.setU32(start + format.kSpanTraceIdOffset + 12, span.traceId3);
  writer.setU32(start + format.kSpanSpanIdOffset, span.spanId0);
  writer.setU32(start + format.kSpanSpanIdOffset + 4, span.spanId1);
  writer.setU32(start + format.kSpanParentSpanIdOffset, span.parentSpanId0);
  writer.setU32(start + format.kSpanParentSpanIdOffset + 4, span.parentSpanId1);
  writer.setF64(start + format.kSpanStartSecondsOffset, span.startSeconds);
  writer.setF64(start + format.kSpanEndSecondsOffset, span.endSeconds);
  writer.setU32(start + format.kSpanStartNanosOffset, span.startNanos);
  writer.setU32(start + format.kSpanEndNanosOffset, span.endNanos);
  writer.setU32(start + format.kSpanDroppedAttributesOffset, span.droppedAttributesCount);
  writer.setU32(start + format.kSpanDroppedEventsOffset, span.droppedEventsCount);
  writer.setU32(start + format.kSpanDroppedLinksOffset, span.droppedLinksCount);
  writer.setU32(start + format.kSpanAttributeCountOffset, content.attributes.length / 2);
  writer.setU32(start + format.kSpanEventCountOffset, content.events.length);
  writer.setU32(start + format.kSpanLinkCountOffset, content.links.length);
}

/** Pads a record that began at `start` and writes its size into its head. */
export function finishRecord(writer: RecordWriter, start: number): void {
  writer.pad(format.kRecordAlignment);
  writer.setU32(start + format.kRecordRecordBytesOffset, writer.position - start);
}
