import type { AnyValue } from '@opentelemetry/api';
import type { BlobPart } from './message-types';

/** Where content is recorded: the values of `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`. */
export type ContentMode = 'NO_CONTENT' | 'SPAN_ONLY' | 'EVENT_ONLY' | 'SPAN_AND_EVENT';

/** Where a piece of content comes from, for the hooks that change it. */
export interface ContentInfo {
  /** The attribute that will have the content: `gen_ai.input.messages`. */
  readonly attribute: string;
  /** The kind of call: `inference`, `tool`. */
  readonly call: string;
}

/** Returns what is recorded in the place of the content; undefined for nothing. It may change the value, which is a copy. */
export type RedactContent = (value: AnyValue, info: ContentInfo) => AnyValue | undefined;

/** Returns a reference, such as a URI where the content was stored, to record in its place; undefined to record the content. */
export type ReferenceContent = (value: AnyValue, info: ContentInfo) => string | undefined;

/** Returns a URI to record in the place of the bytes; undefined to leave them out. */
export type ReferenceBlob = (blob: BlobPart) => string | undefined;

/** How the content of calls is recorded. */
export interface ContentSettings {
  readonly mode: ContentMode;
  readonly maxBytes: number;
  readonly redact: RedactContent | undefined;
  readonly reference: ReferenceContent | undefined;
  readonly blobs: 'drop' | 'keep';
  readonly referenceBlob: ReferenceBlob | undefined;
}
