// Generated from packages/native-core/schema by tools/recordgen. Do not edit.
export const kFormatVersion = 1;
export const kFormatHash = 'e1175fb66878bb1c';
/** u32: bytes ever written; stored by the writer with release order */
export const kWriteTicketOffset = 0;
/** u32: bytes ever read; stored by the reader with release order */
export const kReadTicketOffset = 64;
/** where the data area begins; its size is a power of two */
export const kRingHeaderBytes = 128;
/** records begin at multiples of this, so a pad record always fits */
export const kRecordAlignment = 8;
/** bits of a string reference that are its tag */
export const kStringTagBits = 2;
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
/** a length in bytes; that many bytes of UTF-8 follow */
export const kStringTagInline = 1;
/** the next free id; a u32 length and the UTF-8 bytes follow, and enter the table */
export const kStringTagDefine = 2;
/** no value (null) */
export const kValueTypeEmpty = 0;
/** a string reference */
export const kValueTypeString = 1;
export const kValueTypeFalse = 2;
export const kValueTypeTrue = 3;
/** u32: a 32-bit two’s complement integer */
export const kValueTypeInt32 = 4;
/** f64: a whole number that fits 64 bits */
export const kValueTypeInteger = 5;
/** f64 */
export const kValueTypeDouble = 6;
/** u32 length and the bytes */
export const kValueTypeBytes = 7;
/** u32 count and the values */
export const kValueTypeArray = 8;
/** u32 count and that many pairs of string reference and value */
export const kValueTypeMap = 9;
/** u32: size of the whole record, a multiple of 8 */
export const kRecordRecordBytesOffset = 0;
/** u8: a `RecordType` */
export const kRecordRecordTypeOffset = 4;
/** What every record begins with. */
export const kRecordHeaderBytes = 5;
/** u32: size of the whole record, a multiple of 8 */
export const kSpanRecordBytesOffset = 0;
/** u8: a `RecordType` */
export const kSpanRecordTypeOffset = 4;
/** u8: OTLP `SpanKind` (the API value + 1) */
export const kSpanKindOffset = 5;
/** u8: OTLP `StatusCode` */
export const kSpanStatusCodeOffset = 6;
/** u8: which optional parts there are: `SpanPresence` bits */
export const kSpanPresenceOffset = 7;
/** u32: names an earlier scope record */
export const kSpanScopeIdOffset = 8;
/** u32: OTLP span flags */
export const kSpanFlagsOffset = 12;
/** bytes16 */
export const kSpanTraceIdOffset = 16;
/** bytes8 */
export const kSpanSpanIdOffset = 32;
/** bytes8: zero without a parent */
export const kSpanParentSpanIdOffset = 40;
/** f64: start time: whole seconds since the epoch */
export const kSpanStartSecondsOffset = 48;
/** f64: end time: whole seconds since the epoch */
export const kSpanEndSecondsOffset = 56;
/** u32: nanoseconds to add to `startSeconds` */
export const kSpanStartNanosOffset = 64;
/** u32: nanoseconds to add to `endSeconds` */
export const kSpanEndNanosOffset = 68;
/** u32 */
export const kSpanDroppedAttributesOffset = 72;
/** u32 */
export const kSpanDroppedEventsOffset = 76;
/** u32 */
export const kSpanDroppedLinksOffset = 80;
/** u32 */
export const kSpanAttributeCountOffset = 84;
/** u32 */
export const kSpanEventCountOffset = 88;
/** u32 */
export const kSpanLinkCountOffset = 92;
/** The fixed part of a span record. */
export const kSpanHeaderBytes = 96;
/** u32: size of the whole record, a multiple of 8 */
export const kScopeRecordBytesOffset = 0;
/** u8: a `RecordType` */
export const kScopeRecordTypeOffset = 4;
/** u32: counts up from 0 */
export const kScopeScopeIdOffset = 8;
/** The fixed part of a scope record; the strings name, version and schema URL follow (empty: none). */
export const kScopeHeaderBytes = 12;
/** u32: size of the whole record, a multiple of 8 */
export const kResourceRecordBytesOffset = 0;
/** u8: a `RecordType` */
export const kResourceRecordTypeOffset = 4;
/** u32 */
export const kResourceAttributeCountOffset = 8;
/** The fixed part of a resource record; its schema URL (empty: none) and attributes follow. */
export const kResourceHeaderBytes = 12;
