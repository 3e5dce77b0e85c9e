// Generated from packages/native-core/schema by tools/recordgen. Do not edit.
#pragma once

#include <cstdint>

namespace otel_native {

inline constexpr std::uint32_t kFormatVersion = 2;
inline constexpr char kFormatHash[] = "65ed6c3547907518";
inline constexpr std::uint32_t kWriteTicketOffset = 0;  // u32: bytes ever written; stored by the writer with release order
inline constexpr std::uint32_t kReadTicketOffset = 64;  // u32: bytes ever read; stored by the reader with release order
inline constexpr std::uint32_t kRingHeaderBytes = 128;  // where the data area begins; its size is a power of two
inline constexpr std::uint32_t kRecordAlignment = 8;  // records begin at multiples of this, so a pad record always fits
inline constexpr std::uint32_t kWordBytes = 4;  // bytes in a word
inline constexpr std::uint32_t kStringTagBits = 2;  // bits of a string reference that are its tag
inline constexpr std::uint32_t kValueTypeBits = 4;  // bits of a head that are the type of its value
inline constexpr std::uint32_t kMaxStrings = 16384;  // strings in one table
inline constexpr std::uint32_t kMaxStringTableBytes = 1048576;  // UTF-8 bytes of all strings in one table
inline constexpr std::uint32_t kMaxValueDepth = 64;  // levels of arrays and maps in one value; deeper ones become empty
inline constexpr std::uint32_t kRecordTypePad = 0;  // nothing: the rest of the data area up to its end
inline constexpr std::uint32_t kRecordTypeSpan = 1;  // an ended span
inline constexpr std::uint32_t kRecordTypeScope = 2;  // an instrumentation scope, before the first span that names it
inline constexpr std::uint32_t kRecordTypeResource = 3;  // the resource, once its attributes are known; batches wait for it
inline constexpr std::uint32_t kSpanPresenceParent = 1;  // `parentSpanId` is set
inline constexpr std::uint32_t kSpanPresenceTraceState = 2;  // a string after the name: the W3C trace state
inline constexpr std::uint32_t kSpanPresenceStatusMessage = 4;  // a string after it: the status message
inline constexpr std::uint32_t kSpanPresenceRepeatedKeys = 8;  // an attribute key stands twice: the last value counts, at its first place
inline constexpr std::uint32_t kStringTagKnown = 0;  // the id of a string in the table
inline constexpr std::uint32_t kStringTagInline = 1;  // a length in bytes; a text follows
inline constexpr std::uint32_t kStringTagDefine = 2;  // the next free id; a length and a text follow, which enters the table
inline constexpr std::uint32_t kValueTypeEmpty = 0;  // no value (null)
inline constexpr std::uint32_t kValueTypeString = 1;  // a string reference
inline constexpr std::uint32_t kValueTypeFalse = 2;
inline constexpr std::uint32_t kValueTypeTrue = 3;
inline constexpr std::uint32_t kValueTypeInt32 = 4;  // a two’s complement integer
inline constexpr std::uint32_t kValueTypeInteger = 5;  // f64: a whole number that fits 64 bits
inline constexpr std::uint32_t kValueTypeDouble = 6;  // f64
inline constexpr std::uint32_t kValueTypeBytes = 7;  // a length and a text
inline constexpr std::uint32_t kValueTypeArray = 8;  // a count and that many values, each with a head without a key
inline constexpr std::uint32_t kValueTypeMap = 9;  // a count and that many attributes
inline constexpr std::uint32_t kRecordRecordBytesOffset = 0;  // u32: size of the whole record, a multiple of 8
inline constexpr std::uint32_t kRecordRecordTypeOffset = 4;  // u8: a `RecordType`
inline constexpr std::uint32_t kRecordHeaderBytes = 5;  // What every record begins with.
inline constexpr std::uint32_t kSpanRecordBytesOffset = 0;  // u32: size of the whole record, a multiple of 8
inline constexpr std::uint32_t kSpanRecordTypeOffset = 4;  // u8: a `RecordType`
inline constexpr std::uint32_t kSpanKindOffset = 5;  // u8: OTLP `SpanKind` (the API value + 1)
inline constexpr std::uint32_t kSpanStatusCodeOffset = 6;  // u8: OTLP `StatusCode`
inline constexpr std::uint32_t kSpanPresenceOffset = 7;  // u8: which optional parts there are: `SpanPresence` bits
inline constexpr std::uint32_t kSpanScopeIdOffset = 8;  // u32: names an earlier scope record
inline constexpr std::uint32_t kSpanFlagsOffset = 12;  // u32: OTLP span flags
inline constexpr std::uint32_t kSpanTraceIdOffset = 16;  // bytes16
inline constexpr std::uint32_t kSpanSpanIdOffset = 32;  // bytes8
inline constexpr std::uint32_t kSpanParentSpanIdOffset = 40;  // bytes8: zero without a parent
inline constexpr std::uint32_t kSpanStartSecondsOffset = 48;  // f64: start time: whole seconds since the epoch
inline constexpr std::uint32_t kSpanEndSecondsOffset = 56;  // f64: end time: whole seconds since the epoch
inline constexpr std::uint32_t kSpanStartNanosOffset = 64;  // u32: nanoseconds to add to `startSeconds`
inline constexpr std::uint32_t kSpanEndNanosOffset = 68;  // u32: nanoseconds to add to `endSeconds`
inline constexpr std::uint32_t kSpanDroppedAttributesOffset = 72;  // u32
inline constexpr std::uint32_t kSpanDroppedEventsOffset = 76;  // u32
inline constexpr std::uint32_t kSpanDroppedLinksOffset = 80;  // u32
inline constexpr std::uint32_t kSpanAttributeCountOffset = 84;  // u32
inline constexpr std::uint32_t kSpanEventCountOffset = 88;  // u32
inline constexpr std::uint32_t kSpanLinkCountOffset = 92;  // u32
inline constexpr std::uint32_t kSpanHeaderBytes = 96;  // The fixed part of a span record.
inline constexpr std::uint32_t kScopeRecordBytesOffset = 0;  // u32: size of the whole record, a multiple of 8
inline constexpr std::uint32_t kScopeRecordTypeOffset = 4;  // u8: a `RecordType`
inline constexpr std::uint32_t kScopeScopeIdOffset = 8;  // u32: counts up from 0
inline constexpr std::uint32_t kScopeHeaderBytes = 12;  // The fixed part of a scope record; the strings name, version and schema URL follow (empty: none).
inline constexpr std::uint32_t kResourceRecordBytesOffset = 0;  // u32: size of the whole record, a multiple of 8
inline constexpr std::uint32_t kResourceRecordTypeOffset = 4;  // u8: a `RecordType`
inline constexpr std::uint32_t kResourceAttributeCountOffset = 8;  // u32
inline constexpr std::uint32_t kResourceHeaderBytes = 12;  // The fixed part of a resource record; its schema URL (empty: none) and attributes follow.

}  // namespace otel_native
