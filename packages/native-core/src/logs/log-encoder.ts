import type { ItemEncoder } from '../pipeline/batch-writer';
import { AttributeWriter } from '../record/attribute-writer';
import * as format from '../record/format.gen';
import { maxStringBytes, type RecordMemory } from '../record/record-memory';
import { RecordSize } from '../record/record-size';
import { StringTable } from '../record/string-table';
import { maxValueBytes } from '../record/value-encoder';
import { nanosWithin, secondsBeyond } from '../values/time';
import type { LogContent } from './log-content';

const kLogFixedBytes = format.kLogHeaderBytes + format.kRecordAlignment;

/** Returns an upper bound of the bytes of a log record, without reading its strings. */
function maxLogBytes({ severityText, eventName, body, attributes }: LogContent): number {
  return (
    kLogFixedBytes +
    maxStringBytes(severityText) +
    maxStringBytes(eventName) +
    maxValueBytes(body) +
    attributes.maxBytes
  );
}

/** As `maxLogBytes`, but counts the characters of all strings: for records that seem too large otherwise. */
function countedLogSize({ severityText, eventName, body, attributes }: LogContent): RecordSize {
  const size = new RecordSize(kLogFixedBytes);
  size.addString(severityText);
  size.addString(eventName);
  size.addValue(body);
  size.addList(attributes);
  return size;
}

/** Writes log records in the format of docs/record-format.md. */
export class LogEncoder implements ItemEncoder<LogContent> {
  readonly #strings: StringTable;
  readonly #attributes: AttributeWriter;
  readonly #severityTexts = StringTable.place();
  readonly #eventNames = StringTable.place();
  readonly #bodies = StringTable.place();
  /** The place in front of the first attribute. */
  readonly #start = StringTable.place();

  constructor(strings: StringTable) {
    this.#strings = strings;
    this.#attributes = new AttributeWriter(strings);
  }

  maxBytes(content: LogContent): number {
    return maxLogBytes(content);
  }

  countedSize(content: LogContent): RecordSize {
    return countedLogSize(content);
  }

  /** Writes a whole record from `start`. Returns its end. */
  write(memory: RecordMemory, start: number, content: LogContent): number {
    const { severityText, eventName, body, attributes } = content;
    const strings = this.#strings;
    writeHeader(memory, start, content);
    let at = start + format.kLogHeaderBytes / format.kWordBytes;
    if (severityText !== '') at = strings.writeAt(memory, at, this.#severityTexts, severityText);
    if (eventName !== '') at = strings.writeAt(memory, at, this.#eventNames, eventName);
    if (body !== undefined) at = this.#attributes.writeValue(memory, at, body, this.#bodies);
    at = this.#attributes.writeList(memory, at, attributes, this.#start);
    return memory.finishRecord(start, at);
  }
}

function writeHeader({ words, doubles }: RecordMemory, start: number, content: LogContent): void {
  const { ids, seconds, nanos, observed, attributes } = content;
  let presence = ids === undefined ? 0 : format.kLogPresenceSpanContext;
  if (content.severityText !== '') presence |= format.kLogPresenceSeverityText;
  if (content.eventName !== '') presence |= format.kLogPresenceEventName;
  if (content.body !== undefined) presence |= format.kLogPresenceBody;
  words[start + format.kLogRecordTypeWord] =
    (format.kRecordTypeLog << format.kLogRecordTypeShift) |
    (presence << format.kLogPresenceShift) |
    (content.traceFlags << format.kLogTraceFlagsShift);
  words[start + format.kLogScopeIdWord] = content.scopeId;
  words[start + format.kLogSeverityNumberWord] = content.severityNumber;
  words[start + format.kLogTraceIdWord] = ids === undefined ? 0 : ids.traceId0;
  words[start + format.kLogTraceIdWord + 1] = ids === undefined ? 0 : ids.traceId1;
  words[start + format.kLogTraceIdWord + 2] = ids === undefined ? 0 : ids.traceId2;
  words[start + format.kLogTraceIdWord + 3] = ids === undefined ? 0 : ids.traceId3;
  words[start + format.kLogSpanIdWord] = ids === undefined ? 0 : ids.spanId0;
  words[start + format.kLogSpanIdWord + 1] = ids === undefined ? 0 : ids.spanId1;
  const wholeSeconds = seconds + secondsBeyond(nanos);
  const wholeNanos = nanosWithin(nanos);
  doubles[(start + format.kLogTimeSecondsWord) >> 1] = wholeSeconds;
  words[start + format.kLogTimeNanosWord] = wholeNanos;
  doubles[(start + format.kLogObservedSecondsWord) >> 1] =
    observed === undefined ? wholeSeconds : observed[0] + secondsBeyond(observed[1]);
  words[start + format.kLogObservedNanosWord] =
    observed === undefined ? wholeNanos : nanosWithin(observed[1]);
  words[start + format.kLogDroppedAttributesWord] = attributes.droppedCount;
  words[start + format.kLogAttributeCountWord] = attributes.length / 2;
}
