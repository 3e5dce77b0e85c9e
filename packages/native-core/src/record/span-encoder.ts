import type { Attributes } from '@opentelemetry/api';
import { wordOfHex } from '../span/ids';
import type { EventState } from '../span/event-state';
import { kParentIsRemote, kTraceFlagsMask, type SpanState } from '../span/span-state';
import * as format from './format.gen';
import { maxStringBytes, type RecordWriter } from './record-writer';
import type { LinkContent, SpanContent } from './span-content';
import { StringTable, type Place } from './string-table';
import { maxListBytes, maxValueBytes, writeValue } from './value-encoder';

// https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto, SpanFlags
const kFlagsHasIsRemote = 0x100;
const kFlagsIsRemote = 0x200;

/** Seconds, nanoseconds, and the two counts of an event. */
const kEventFixedBytes = 20;
/** Ids, flags, and the two counts of a link. */
const kLinkFixedBytes = 36;

function maxAttributesBytes(attributes: Attributes | undefined): number {
  let bytes = 0;
  for (const key in attributes) bytes += maxStringBytes(key) + maxValueBytes(attributes[key]);
  return bytes;
}

function isKeyBefore(attributes: readonly unknown[], index: number, key: string): boolean {
  for (let i = 0; i < index; i += 2) if (attributes[i] === key) return true;
  return false;
}

/** The OTLP span flags. */
function otlpFlags(traceFlags: number, isRemote: boolean | undefined): number {
  return (traceFlags & kTraceFlagsMask) | kFlagsHasIsRemote | (isRemote ? kFlagsIsRemote : 0);
}

/** Bytes that the record of a span takes at most. */
export function maxSpanBytes(span: SpanState, content: SpanContent): number {
  let bytes = format.kSpanHeaderBytes + format.kRecordAlignment + content.attributeBytes;
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

/** Writes span records; docs/record-format.md says what they look like. */
export class SpanEncoder {
  readonly #strings: StringTable;
  readonly #names = StringTable.place();
  readonly #eventNames = StringTable.place();
  readonly #statusMessages = StringTable.place();
  #spanSerial = 0;

  constructor(strings: StringTable) {
    this.#strings = strings;
  }

  /** Writes a whole record from `writer.position` on. */
  write(writer: RecordWriter, span: SpanState, content: SpanContent): void {
    const start = writer.position;
    const { events, links } = content;
    const strings = this.#strings;
    writeHeader(writer, start, span, content);
    writer.position = start + format.kSpanHeaderBytes;
    strings.writeAt(writer, this.#names, content.name);
    if (content.traceState !== '') writer.inlineString(content.traceState);
    if (span.statusMessage !== undefined) {
      strings.writeAt(writer, this.#statusMessages, span.statusMessage);
    }
    if (!this.#writeUniqueAttributes(writer, content.attributes)) {
      writer.setU8(
        start + format.kSpanPresenceOffset,
        presenceOf(span, content) | format.kSpanPresenceRepeatedKeys,
      );
    }
    for (const event of events) this.#writeEvent(writer, event);
    for (const link of links) this.#writeLink(writer, link);
    finishRecord(writer, start);
  }

  /** False when a key stands twice; the attributes are written all the same. */
  #writeUniqueAttributes(writer: RecordWriter, attributes: readonly unknown[]): boolean {
    const serial = ++this.#spanSerial;
    let unique = true;
    let place: Place | undefined;
    for (let i = 0; i < attributes.length; i += 2) {
      const key = attributes[i] as string;
      place = this.#strings.writeKey(writer, key, place);
      if (place === undefined) {
        unique = unique && !isKeyBefore(attributes, i, key);
      } else {
        unique = unique && place.spanSerial !== serial;
        place.spanSerial = serial;
      }
      this.#writeValue(writer, place, attributes[i + 1]);
    }
    return unique;
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

function presenceOf(span: SpanState, content: SpanContent): number {
  let presence = 0;
  if (span.parentFlags !== 0) presence |= format.kSpanPresenceParent;
  if (content.traceState !== '') presence |= format.kSpanPresenceTraceState;
  if (span.statusMessage !== undefined) presence |= format.kSpanPresenceStatusMessage;
  return presence;
}

function writeHeader(
  writer: RecordWriter,
  start: number,
  span: SpanState,
  content: SpanContent,
): void {
  writer.setU8(start + format.kSpanRecordTypeOffset, format.kRecordTypeSpan);
  writer.setU8(start + format.kSpanKindOffset, span.kind + 1);
  writer.setU8(start + format.kSpanStatusCodeOffset, span.statusCode);
  writer.setU8(start + format.kSpanPresenceOffset, presenceOf(span, content));
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
