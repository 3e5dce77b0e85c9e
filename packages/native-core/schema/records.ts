import type { Constant, Enumeration, Layout } from './types.ts';

/** Changes whenever a record changes its meaning without changing its shape. */
export const formatVersion = 4;

export const recordType: Enumeration = {
  name: 'RecordType',
  doc: 'What a record holds (`recordType`).',
  members: [
    { name: 'Pad', value: 0, doc: 'nothing: the rest of the data area up to its end' },
    { name: 'Span', value: 1, doc: 'an ended span' },
    {
      name: 'Scope',
      value: 2,
      doc: 'an instrumentation scope, before the first item that names it',
    },
    {
      name: 'Resource',
      value: 3,
      doc: 'the resource, once its attributes are known; batches wait for it',
    },
    { name: 'Stream', value: 4, doc: 'a stream of metrics' },
    { name: 'Series', value: 5, doc: 'a series of a stream, before the first value in its banks' },
    { name: 'Exemplars', value: 6, doc: 'where the exemplars of a series are' },
    { name: 'Filtered', value: 7, doc: 'attributes of an exemplar that its series lacks' },
    {
      name: 'Batch',
      value: 8,
      doc: 'in front of the spans whose deferred texts stand together behind them',
    },
    { name: 'Texts', value: 9, doc: 'the deferred texts of a batch, behind its spans' },
    { name: 'Log', value: 10, doc: 'a log record' },
    { name: 'LogLine', value: 11, doc: 'a log record as the line of a logger, in JSON' },
  ],
};

const recordStart: Layout['fields'] = [
  { name: 'recordBytes', type: 'u32', doc: 'size of the whole record, a multiple of 8' },
  { name: 'recordType', type: 'u8', doc: 'a `RecordType`' },
];

export const recordHeader: Layout = {
  name: 'Record',
  doc: 'What every record begins with.',
  fields: recordStart,
};

export const spanRecord: Layout = {
  name: 'Span',
  doc: 'The fixed part of a span record.',
  fields: [
    ...recordStart,
    { name: 'kind', type: 'u8', doc: 'OTLP `SpanKind` (the API value + 1)' },
    { name: 'statusCode', type: 'u8', doc: 'OTLP `StatusCode`' },
    { name: 'presence', type: 'u8', doc: 'which optional parts there are: `SpanPresence` bits' },
    { name: 'scopeId', type: 'u32', doc: 'names an earlier scope record' },
    { name: 'flags', type: 'u32', doc: 'OTLP span flags' },
    { name: 'traceId', type: 'bytes16', doc: '' },
    { name: 'spanId', type: 'bytes8', doc: '' },
    { name: 'parentSpanId', type: 'bytes8', doc: 'zero without a parent' },
    { name: 'startSeconds', type: 'f64', doc: 'start time: whole seconds since the epoch' },
    { name: 'endSeconds', type: 'f64', doc: 'end time: whole seconds since the epoch' },
    { name: 'startNanos', type: 'u32', doc: 'nanoseconds to add to `startSeconds`' },
    { name: 'endNanos', type: 'u32', doc: 'nanoseconds to add to `endSeconds`' },
    { name: 'droppedAttributes', type: 'u32', doc: '' },
    { name: 'droppedEvents', type: 'u32', doc: '' },
    { name: 'droppedLinks', type: 'u32', doc: '' },
    { name: 'attributeCount', type: 'u32', doc: '' },
    { name: 'eventCount', type: 'u32', doc: '' },
    { name: 'linkCount', type: 'u32', doc: '' },
  ],
};

export const spanPresence: Enumeration = {
  name: 'SpanPresence',
  doc: 'Bits of `presence`.',
  members: [
    { name: 'Parent', value: 1, doc: '`parentSpanId` is set' },
    { name: 'TraceState', value: 2, doc: 'a string after the name: the W3C trace state' },
    { name: 'StatusMessage', value: 4, doc: 'a string after it: the status message' },
    {
      name: 'RepeatedKeys',
      value: 8,
      doc: 'an attribute key stands twice: the last value counts, at its first place',
    },
    { name: 'TextIds', value: 16, doc: 'the ids of links are texts of hexadecimal digits' },
  ],
};

export const logRecord: Layout = {
  name: 'Log',
  doc: 'The fixed part of a log record.',
  fields: [
    ...recordStart,
    { name: 'presence', type: 'u8', doc: 'which optional parts there are: `LogPresence` bits' },
    { name: 'traceFlags', type: 'u8', doc: 'W3C trace flags' },
    { name: 'reserved0', type: 'u8', doc: 'zero' },
    { name: 'scopeId', type: 'u32', doc: 'names an earlier scope record' },
    { name: 'severityNumber', type: 'u32', doc: 'two’s complement; zero: unspecified' },
    { name: 'traceId', type: 'bytes16', doc: '' },
    { name: 'spanId', type: 'bytes8', doc: '' },
    { name: 'timeSeconds', type: 'f64', doc: 'time: whole seconds since the epoch' },
    { name: 'observedSeconds', type: 'f64', doc: 'observed time: whole seconds since the epoch' },
    { name: 'timeNanos', type: 'u32', doc: 'nanoseconds to add to `timeSeconds`' },
    { name: 'observedNanos', type: 'u32', doc: 'nanoseconds to add to `observedSeconds`' },
    { name: 'droppedAttributes', type: 'u32', doc: '' },
    { name: 'attributeCount', type: 'u32', doc: '' },
  ],
};

export const logPresence: Enumeration = {
  name: 'LogPresence',
  doc: 'Bits of `presence`. What they name stands behind the fixed part in this order; attributes follow.',
  members: [
    { name: 'SpanContext', value: 1, doc: '`traceId` and `spanId` are set' },
    { name: 'SeverityText', value: 2, doc: 'a string' },
    { name: 'EventName', value: 4, doc: 'a string' },
    { name: 'Body', value: 8, doc: 'a value whose head has no key' },
  ],
};

export const logLineRecord: Layout = {
  name: 'LogLine',
  doc: 'The fixed part of a log line. Severity text, message key and error key follow, each as a length and a text, then the line, a string.',
  fields: [
    ...recordStart,
    { name: 'hasSpanContext', type: 'u8', doc: '1 when `traceId` and `spanId` are set' },
    { name: 'traceFlags', type: 'u8', doc: 'W3C trace flags' },
    { name: 'time', type: 'u8', doc: 'what the field `time` of the line holds: a `LineTime`' },
    { name: 'scopeId', type: 'u32', doc: 'names an earlier scope record' },
    { name: 'severityNumber', type: 'u32', doc: 'two’s complement; zero: unspecified' },
    { name: 'traceId', type: 'bytes16', doc: '' },
    { name: 'spanId', type: 'bytes8', doc: '' },
    {
      name: 'writtenMillis',
      type: 'f64',
      doc: 'when it was written: milliseconds since the epoch',
    },
    {
      name: 'attributeCountLimit',
      type: 'u32',
      doc: 'this limit and the others: all ones for none',
    },
    { name: 'valueLengthLimit', type: 'u32', doc: 'UTF-16 units of a string; not of the body' },
    { name: 'valueDepthLimit', type: 'u32', doc: 'levels of arrays and maps in one value' },
    { name: 'valueNodeLimit', type: 'u32', doc: 'elements of all arrays and maps of one value' },
    { name: 'valueByteLimit', type: 'u32', doc: 'bytes of all texts and keys of one value' },
    { name: 'reserved0', type: 'u32', doc: 'zero' },
  ],
};

export const lineTime: Enumeration = {
  name: 'LineTime',
  doc: 'What the field `time` of a line holds.',
  members: [
    { name: 'Millis', value: 0, doc: 'milliseconds since the epoch' },
    { name: 'Seconds', value: 1, doc: 'seconds since the epoch' },
    { name: 'Iso', value: 2, doc: 'a date in ISO 8601' },
    { name: 'None', value: 3, doc: 'nothing that counts' },
    { name: 'Unknown', value: 4, doc: 'something unknown: an attribute' },
  ],
};

export const scopeRecord: Layout = {
  name: 'Scope',
  doc: 'The fixed part of a scope record; the strings name, version and schema URL (empty: none) and the attributes follow.',
  fields: [
    ...recordStart,
    { name: 'reserved0', type: 'u8', doc: 'zero' },
    { name: 'reserved1', type: 'u8', doc: 'zero' },
    { name: 'reserved2', type: 'u8', doc: 'zero' },
    { name: 'scopeId', type: 'u32', doc: 'counts up from 0' },
    { name: 'attributeCount', type: 'u32', doc: '' },
    { name: 'droppedAttributes', type: 'u32', doc: '' },
  ],
};

export const resourceRecord: Layout = {
  name: 'Resource',
  doc: 'The fixed part of a resource record; its schema URL (empty: none) and attributes follow.',
  fields: [
    ...recordStart,
    { name: 'reserved0', type: 'u8', doc: 'zero' },
    { name: 'reserved1', type: 'u8', doc: 'zero' },
    { name: 'reserved2', type: 'u8', doc: 'zero' },
    { name: 'attributeCount', type: 'u32', doc: '' },
  ],
};

export const batchRecord: Layout = {
  name: 'Batch',
  doc: 'In front of the spans of a batch.',
  fields: [
    ...recordStart,
    { name: 'reserved0', type: 'u8', doc: 'zero' },
    { name: 'reserved1', type: 'u8', doc: 'zero' },
    { name: 'reserved2', type: 'u8', doc: 'zero' },
    { name: 'textsOffset', type: 'u32', doc: 'bytes from this record to its texts' },
    { name: 'textsBytes', type: 'u32', doc: 'size of the texts' },
  ],
};

export const textsRecord: Layout = {
  name: 'Texts',
  doc: 'The fixed part of a record of texts; the texts follow, one behind another.',
  fields: [
    ...recordStart,
    { name: 'reserved0', type: 'u8', doc: 'zero' },
    { name: 'reserved1', type: 'u8', doc: 'zero' },
    { name: 'reserved2', type: 'u8', doc: 'zero' },
  ],
};

export const stringTag: Enumeration = {
  name: 'StringTag',
  doc: 'The two low bits of a string reference; the other 30 are an id or a length.',
  members: [
    { name: 'Known', value: 0, doc: 'the id of a string in the table' },
    { name: 'Inline', value: 1, doc: 'a length in bytes; a text follows' },
    {
      name: 'Define',
      value: 2,
      doc: 'the next free id; a length and a text follow, which enters the table',
    },
    { name: 'Deferred', value: 3, doc: 'a length in bytes; the next text of the batch' },
  ],
};

export const valueType: Enumeration = {
  name: 'ValueType',
  doc: 'The four low bits of a head: what follows it.',
  members: [
    { name: 'Empty', value: 0, doc: 'no value (null)' },
    { name: 'String', value: 1, doc: 'a string reference' },
    { name: 'False', value: 2, doc: '' },
    { name: 'True', value: 3, doc: '' },
    { name: 'Int32', value: 4, doc: 'a two’s complement integer' },
    { name: 'Integer', value: 5, doc: 'f64: a whole number that fits 64 bits' },
    { name: 'Double', value: 6, doc: 'f64' },
    { name: 'Bytes', value: 7, doc: 'a length and a text' },
    {
      name: 'Array',
      value: 8,
      doc: 'a count and that many values, each with a head without a key',
    },
    { name: 'Map', value: 9, doc: 'a count and that many attributes' },
    {
      name: 'Latin1',
      value: 10,
      doc: 'a string as a length and a text in ISO 8859-1: one byte a character',
    },
    {
      name: 'Utf16',
      value: 11,
      doc: 'a string as a length and a text in UTF-16: two bytes a unit, little-endian',
    },
  ],
};

export const recordConstants: readonly Constant[] = [
  { name: 'WordBytes', value: 4, doc: 'bytes in a word' },
  { name: 'StringTagBits', value: 2, doc: 'bits of a string reference that are its tag' },
  { name: 'ValueTypeBits', value: 4, doc: 'bits of a head that are the type of its value' },
  { name: 'MaxStrings', value: 16_384, doc: 'strings in one table' },
  { name: 'MaxStringTableBytes', value: 1_048_576, doc: 'UTF-8 bytes of all strings in one table' },
  {
    name: 'MaxValueDepth',
    value: 64,
    doc: 'levels of arrays and maps in one value; deeper ones become empty',
  },
];
