// Generated from packages/native-core/schema by tools/recordgen. Do not edit.
export const kFormatVersion = 2;
export const kFormatHash = '65ed6c3547907518';
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
/** nothing: the rest of the data area up to its end */
export const kRecordTypePad = 0;
/** an ended span */
export const kRecordTypeSpan = 1;
/** an instrumentation scope, before the first span that names it */
export const kRecordTypeScope = 2;
/** the resource, once its attributes are known; batches wait for it */
export const kRecordTypeResource = 3;
/** `parentSpanId` is set */
export const kSpanPresenceParent = 1;
/** a string after the name: the W3C trace state */
export const kSpanPresenceTraceState = 2;
/** a string after it: the status message */
export const kSpanPresenceStatusMessage = 4;
/** an attribute key stands twice: the last value counts, at its first place */
export const kSpanPresenceRepeatedKeys = 8;
/** the id of a string in the table */
export const kStringTagKnown = 0;
/** a length in bytes; a text follows */
export const kStringTagInline = 1;
/** the next free id; a length and a text follow, which enters the table */
export const kStringTagDefine = 2;
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
export const kScopeRecordBytesWord = 0;
/** u8: a `RecordType` */
export const kScopeRecordTypeWord = 1;
/** bits */
export const kScopeRecordTypeShift = 0;
/** u32: counts up from 0 */
export const kScopeScopeIdWord = 2;
/** The fixed part of a scope record; the strings name, version and schema URL follow (empty: none). */
export const kScopeHeaderBytes = 12;
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
