// Generated from packages/native-core/schema by tools/recordgen. Do not edit.
export const kFormatVersion = 4;
export const kFormatHash = '1a94b4ecfe0e04d3';
/** u32: bytes ever written; stored by the writer with release order */
export const kWriteTicketOffset = 0;
/** u32: bytes ever read; stored by the reader with release order */
export const kReadTicketOffset = 64;
/** where the data area begins; its size is a power of two */
export const kRingHeaderBytes = 128;
/** records begin at multiples of this, so a pad record always fits */
export const kRecordAlignment = 8;
/** bytes in a word */
export const kWordBytes = 4;
/** bits of a string reference that are its tag */
export const kStringTagBits = 2;
/** bits of a head that are the type of its value */
export const kValueTypeBits = 4;
/** strings in one table */
export const kMaxStrings = 16384;
/** UTF-8 bytes of all strings in one table */
export const kMaxStringTableBytes = 1048576;
/** levels of arrays and maps in one value; deeper ones become empty */
export const kMaxValueDepth = 64;
/** size of the control block */
export const kMetricControlBytes = 128;
/** i32: the collection interval; the drain thread adds one */
export const kEpochOffset = 0;
/** i32: 1 while a measurement is being recorded */
export const kRecordingOffset = 64;
/** the interval that the bank holds */
export const kStampDouble = 0;
/** first recording in it, milliseconds since the epoch */
export const kStartDouble = 1;
/** a sum or a last value */
export const kValueDouble = 2;
/** size of such a bank */
export const kNumberBankDoubles = 3;
/** of a histogram: number of values */
export const kCountDouble = 2;
/** their sum */
export const kSumDouble = 3;
/** the smallest */
export const kMinDouble = 4;
/** the largest */
export const kMaxDouble = 5;
/** the first bucket */
export const kExplicitBucketsDouble = 6;
/** of an exponential histogram: zeros */
export const kZeroCountDouble = 6;
export const kScaleDouble = 7;
/** index of the first positive bucket */
export const kPositiveStartDouble = 8;
/** number of positive buckets in use */
export const kPositiveLengthDouble = 9;
export const kNegativeStartDouble = 10;
export const kNegativeLengthDouble = 11;
/** positive buckets, then negative ones */
export const kExponentialBucketsDouble = 12;
/** in a bank of exemplars: the first one, behind a stamp */
export const kExemplarsDouble = 1;
/** size of an exemplar */
export const kExemplarDoubles = 7;
/** measurements that it was chosen from */
export const kExemplarSeenDouble = 0;
/** its time; 0: there is none */
export const kExemplarMillisDouble = 1;
export const kExemplarValueDouble = 2;
/** names a filtered record; 0: none */
export const kExemplarFilteredDouble = 3;
/** 16 bytes */
export const kExemplarTraceIdDouble = 4;
/** 8 bytes */
export const kExemplarSpanIdDouble = 6;
/** what one observed value is: so many u32 */
export const kTargetWords = 4;
/** names an earlier stream record */
export const kTargetStreamWord = 0;
/** names an earlier series record of it */
export const kTargetSeriesWord = 1;
/** where among the values it is */
export const kTargetPlaceWord = 2;
/** `TargetFlag` bits */
export const kTargetFlagsWord = 3;
/** nothing: the rest of the data area up to its end */
export const kRecordTypePad = 0;
/** an ended span */
export const kRecordTypeSpan = 1;
/** an instrumentation scope, before the first item that names it */
export const kRecordTypeScope = 2;
/** the resource, once its attributes are known; batches wait for it */
export const kRecordTypeResource = 3;
/** a stream of metrics */
export const kRecordTypeStream = 4;
/** a series of a stream, before the first value in its banks */
export const kRecordTypeSeries = 5;
/** where the exemplars of a series are */
export const kRecordTypeExemplars = 6;
/** attributes of an exemplar that its series lacks */
export const kRecordTypeFiltered = 7;
/** in front of the spans whose deferred texts stand together behind them */
export const kRecordTypeBatch = 8;
/** the deferred texts of a batch, behind its spans */
export const kRecordTypeTexts = 9;
/** a log record */
export const kRecordTypeLog = 10;
/** a log record as the line of a logger, in JSON */
export const kRecordTypeLogLine = 11;
/** `parentSpanId` is set */
export const kSpanPresenceParent = 1;
/** a string after the name: the W3C trace state */
export const kSpanPresenceTraceState = 2;
/** a string after it: the status message */
export const kSpanPresenceStatusMessage = 4;
/** an attribute key stands twice: the last value counts, at its first place */
export const kSpanPresenceRepeatedKeys = 8;
/** the ids of links are texts of hexadecimal digits */
export const kSpanPresenceTextIds = 16;
/** `traceId` and `spanId` are set */
export const kLogPresenceSpanContext = 1;
/** a string */
export const kLogPresenceSeverityText = 2;
/** a string */
export const kLogPresenceEventName = 4;
/** a value whose head has no key */
export const kLogPresenceBody = 8;
/** milliseconds since the epoch */
export const kLineTimeMillis = 0;
/** seconds since the epoch */
export const kLineTimeSeconds = 1;
/** a date in ISO 8601 */
export const kLineTimeIso = 2;
/** nothing that counts */
export const kLineTimeNone = 3;
/** something unknown: an attribute */
export const kLineTimeUnknown = 4;
/** the id of a string in the table */
export const kStringTagKnown = 0;
/** a length in bytes; a text follows */
export const kStringTagInline = 1;
/** the next free id; a length and a text follow, which enters the table */
export const kStringTagDefine = 2;
/** a length in bytes; the next text of the batch */
export const kStringTagDeferred = 3;
/** no value (null) */
export const kValueTypeEmpty = 0;
/** a string reference */
export const kValueTypeString = 1;
export const kValueTypeFalse = 2;
export const kValueTypeTrue = 3;
/** a two’s complement integer */
export const kValueTypeInt32 = 4;
/** f64: a whole number that fits 64 bits */
export const kValueTypeInteger = 5;
/** f64 */
export const kValueTypeDouble = 6;
/** a length and a text */
export const kValueTypeBytes = 7;
/** a count and that many values, each with a head without a key */
export const kValueTypeArray = 8;
/** a count and that many attributes */
export const kValueTypeMap = 9;
/** a string as a length and a text in ISO 8859-1: one byte a character */
export const kValueTypeLatin1 = 10;
/** a string as a length and a text in UTF-16: two bytes a unit, little-endian */
export const kValueTypeUtf16 = 11;
export const kAggregationSum = 0;
export const kAggregationLastValue = 1;
/** a histogram with explicit boundaries */
export const kAggregationExplicit = 2;
/** a base-2 exponential histogram */
export const kAggregationExponential = 3;
/** delta temporality, else cumulative */
export const kStreamFlagDelta = 1;
export const kStreamFlagMonotonic = 2;
/** whole numbers, sent as such */
export const kStreamFlagInteger = 4;
/** of an observable instrument */
export const kStreamFlagObserved = 8;
/** its histograms tell the sum */
export const kStreamFlagHasSum = 16;
/** and the extremes */
export const kStreamFlagHasMinMax = 32;
/** several values of an observation are added up */
export const kTargetFlagOverflow = 1;
/** a value that is no number was not observed */
export const kTargetFlagOptional = 2;
/** u32: size of the whole record, a multiple of 8 */
export const kRecordRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kRecordRecordTypeWord = 1;
/** bits */
export const kRecordRecordTypeShift = 0;
/** What every record begins with. */
export const kRecordHeaderBytes = 5;
/** u32: size of the whole record, a multiple of 8 */
export const kSpanRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kSpanRecordTypeWord = 1;
/** bits */
export const kSpanRecordTypeShift = 0;
/** u8: OTLP `SpanKind` (the API value + 1) */
export const kSpanKindWord = 1;
/** bits */
export const kSpanKindShift = 8;
/** u8: OTLP `StatusCode` */
export const kSpanStatusCodeWord = 1;
/** bits */
export const kSpanStatusCodeShift = 16;
/** u8: which optional parts there are: `SpanPresence` bits */
export const kSpanPresenceWord = 1;
/** bits */
export const kSpanPresenceShift = 24;
/** u32: names an earlier scope record */
export const kSpanScopeIdWord = 2;
/** u32: OTLP span flags */
export const kSpanFlagsWord = 3;
/** bytes16 */
export const kSpanTraceIdWord = 4;
/** bytes8 */
export const kSpanSpanIdWord = 8;
/** bytes8: zero without a parent */
export const kSpanParentSpanIdWord = 10;
/** f64: start time: whole seconds since the epoch */
export const kSpanStartSecondsWord = 12;
/** f64: end time: whole seconds since the epoch */
export const kSpanEndSecondsWord = 14;
/** u32: nanoseconds to add to `startSeconds` */
export const kSpanStartNanosWord = 16;
/** u32: nanoseconds to add to `endSeconds` */
export const kSpanEndNanosWord = 17;
/** u32 */
export const kSpanDroppedAttributesWord = 18;
/** u32 */
export const kSpanDroppedEventsWord = 19;
/** u32 */
export const kSpanDroppedLinksWord = 20;
/** u32 */
export const kSpanAttributeCountWord = 21;
/** u32 */
export const kSpanEventCountWord = 22;
/** u32 */
export const kSpanLinkCountWord = 23;
/** The fixed part of a span record. */
export const kSpanHeaderBytes = 96;
/** u32: size of the whole record, a multiple of 8 */
export const kLogRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kLogRecordTypeWord = 1;
/** bits */
export const kLogRecordTypeShift = 0;
/** u8: which optional parts there are: `LogPresence` bits */
export const kLogPresenceWord = 1;
/** bits */
export const kLogPresenceShift = 8;
/** u8: W3C trace flags */
export const kLogTraceFlagsWord = 1;
/** bits */
export const kLogTraceFlagsShift = 16;
/** u32: names an earlier scope record */
export const kLogScopeIdWord = 2;
/** u32: two’s complement; zero: unspecified */
export const kLogSeverityNumberWord = 3;
/** bytes16 */
export const kLogTraceIdWord = 4;
/** bytes8 */
export const kLogSpanIdWord = 8;
/** f64: time: whole seconds since the epoch */
export const kLogTimeSecondsWord = 10;
/** f64: observed time: whole seconds since the epoch */
export const kLogObservedSecondsWord = 12;
/** u32: nanoseconds to add to `timeSeconds` */
export const kLogTimeNanosWord = 14;
/** u32: nanoseconds to add to `observedSeconds` */
export const kLogObservedNanosWord = 15;
/** u32 */
export const kLogDroppedAttributesWord = 16;
/** u32 */
export const kLogAttributeCountWord = 17;
/** The fixed part of a log record. */
export const kLogHeaderBytes = 72;
/** u32: size of the whole record, a multiple of 8 */
export const kLogLineRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kLogLineRecordTypeWord = 1;
/** bits */
export const kLogLineRecordTypeShift = 0;
/** u8: 1 when `traceId` and `spanId` are set */
export const kLogLineHasSpanContextWord = 1;
/** bits */
export const kLogLineHasSpanContextShift = 8;
/** u8: W3C trace flags */
export const kLogLineTraceFlagsWord = 1;
/** bits */
export const kLogLineTraceFlagsShift = 16;
/** u8: what the field `time` of the line holds: a `LineTime` */
export const kLogLineTimeWord = 1;
/** bits */
export const kLogLineTimeShift = 24;
/** u32: names an earlier scope record */
export const kLogLineScopeIdWord = 2;
/** u32: two’s complement; zero: unspecified */
export const kLogLineSeverityNumberWord = 3;
/** bytes16 */
export const kLogLineTraceIdWord = 4;
/** bytes8 */
export const kLogLineSpanIdWord = 8;
/** f64: when it was written: milliseconds since the epoch */
export const kLogLineWrittenMillisWord = 10;
/** u32: this limit and the others: all ones for none */
export const kLogLineAttributeCountLimitWord = 12;
/** u32: UTF-16 units of a string; not of the body */
export const kLogLineValueLengthLimitWord = 13;
/** u32: levels of arrays and maps in one value */
export const kLogLineValueDepthLimitWord = 14;
/** u32: elements of all arrays and maps of one value */
export const kLogLineValueNodeLimitWord = 15;
/** u32: bytes of all texts and keys of one value */
export const kLogLineValueByteLimitWord = 16;
/** The fixed part of a log line. Severity text, message key and error key follow, each as a length and a text, then the line, a string. */
export const kLogLineHeaderBytes = 72;
/** u32: size of the whole record, a multiple of 8 */
export const kScopeRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kScopeRecordTypeWord = 1;
/** bits */
export const kScopeRecordTypeShift = 0;
/** u32: counts up from 0 */
export const kScopeScopeIdWord = 2;
/** u32 */
export const kScopeAttributeCountWord = 3;
/** u32 */
export const kScopeDroppedAttributesWord = 4;
/** The fixed part of a scope record; the strings name, version and schema URL (empty: none) and the attributes follow. */
export const kScopeHeaderBytes = 20;
/** u32: size of the whole record, a multiple of 8 */
export const kResourceRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kResourceRecordTypeWord = 1;
/** bits */
export const kResourceRecordTypeShift = 0;
/** u32 */
export const kResourceAttributeCountWord = 2;
/** The fixed part of a resource record; its schema URL (empty: none) and attributes follow. */
export const kResourceHeaderBytes = 12;
/** u32: size of the whole record, a multiple of 8 */
export const kStreamRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kStreamRecordTypeWord = 1;
/** bits */
export const kStreamRecordTypeShift = 0;
/** u8: an `Aggregation` */
export const kStreamAggregationWord = 1;
/** bits */
export const kStreamAggregationShift = 8;
/** u8: `StreamFlag` bits */
export const kStreamFlagsWord = 1;
/** bits */
export const kStreamFlagsShift = 16;
/** u32: counts up from 0; a known one gets a new description */
export const kStreamStreamIdWord = 2;
/** u32: names an earlier scope record */
export const kStreamScopeIdWord = 3;
/** u32: of an explicit histogram */
export const kStreamBoundaryCountWord = 4;
/** u32: positive buckets of an exponential histogram */
export const kStreamPositiveCountWord = 5;
/** u32: its negative buckets */
export const kStreamNegativeCountWord = 6;
/** u32: exemplars that a series has room for */
export const kStreamExemplarCountWord = 7;
/** The fixed part of a stream record; the strings name, description and unit follow, then the boundaries (f64). */
export const kStreamHeaderBytes = 32;
/** u32: size of the whole record, a multiple of 8 */
export const kSeriesRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kSeriesRecordTypeWord = 1;
/** bits */
export const kSeriesRecordTypeShift = 0;
/** u32: names an earlier stream record */
export const kSeriesStreamIdWord = 2;
/** u32: counts up from 0 in the stream; a known one is replaced */
export const kSeriesSeriesIdWord = 3;
/** u32: the number of the chunk that holds its two banks */
export const kSeriesChunkWord = 4;
/** u32: where the first one begins, in doubles */
export const kSeriesPlaceWord = 5;
/** u32 */
export const kSeriesAttributeCountWord = 6;
/** The fixed part of a series record; its attributes follow. */
export const kSeriesHeaderBytes = 28;
/** u32: size of the whole record, a multiple of 8 */
export const kExemplarsRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kExemplarsRecordTypeWord = 1;
/** bits */
export const kExemplarsRecordTypeShift = 0;
/** u32 */
export const kExemplarsStreamIdWord = 2;
/** u32 */
export const kExemplarsSeriesIdWord = 3;
/** u32: as in a series record */
export const kExemplarsChunkWord = 4;
/** u32 */
export const kExemplarsPlaceWord = 5;
/** Where the exemplars of a series are. */
export const kExemplarsHeaderBytes = 24;
/** u32: size of the whole record, a multiple of 8 */
export const kFilteredRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kFilteredRecordTypeWord = 1;
/** bits */
export const kFilteredRecordTypeShift = 0;
/** u32: counts up from 1 */
export const kFilteredFilteredIdWord = 2;
/** u32: the collection interval in which an exemplar names it */
export const kFilteredEpochWord = 3;
/** u32 */
export const kFilteredAttributeCountWord = 4;
/** The fixed part of a record of what a view left out; the attributes follow. */
export const kFilteredHeaderBytes = 20;
/** u32: size of the whole record, a multiple of 8 */
export const kBatchRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kBatchRecordTypeWord = 1;
/** bits */
export const kBatchRecordTypeShift = 0;
/** u32: bytes from this record to its texts */
export const kBatchTextsOffsetWord = 2;
/** u32: size of the texts */
export const kBatchTextsBytesWord = 3;
/** In front of the spans of a batch. */
export const kBatchHeaderBytes = 16;
/** u32: size of the whole record, a multiple of 8 */
export const kTextsRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kTextsRecordTypeWord = 1;
/** bits */
export const kTextsRecordTypeShift = 0;
/** The fixed part of a record of texts; the texts follow, one behind another. */
export const kTextsHeaderBytes = 8;
