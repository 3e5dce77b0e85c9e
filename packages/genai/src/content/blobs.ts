import type { AnyValue } from '@opentelemetry/api';
import { quietly } from '../telemetry/quietly';
import { sharedState } from '../telemetry/shared-state';
import type { ContentSettings } from './content-settings';
import type { BlobPart } from './message-types';

type Part = Record<string, unknown>;
type BlobSettings = Pick<ContentSettings, 'blobs' | 'referenceBlob'>;

const kDataUri = /^data:([^;,]*)[^,]*,/i;

/** Returns whether the part holds bytes: a blob, or a URI that contains its data. */
export function isBlob(part: Part): boolean {
  const { type } = part;
  if (type === 'blob') return true;
  return (
    type === 'uri' && typeof part['uri'] === 'string' && kDataUri.test(part['uri'].slice(0, 200))
  );
}

/** Returns the part as it is recorded: a reference, a blob without its bytes, or the blob. */
export function recordedBlob(part: Part, { blobs, referenceBlob }: BlobSettings): AnyValue {
  const blob = asBlob(part);
  const shape = { ...textOf(blob, 'mime_type'), modality: blob.modality };
  const uri = referenceBlob && quietly(() => referenceBlob(blob));
  if (typeof uri === 'string') return { type: 'uri', ...shape, uri };
  if (blobs === 'keep') return { type: 'blob', ...shape, content: base64Of(blob.content) };
  const bytes = bytesOf(blob.content);
  sharedState.stats.droppedBlobBytes += bytes;
  return { type: 'blob', ...shape, content: '', dropped_bytes: bytes };
}

function asBlob(part: Part): BlobPart {
  const modality = typeof part['modality'] === 'string' ? part['modality'] : 'document';
  if (part['type'] === 'blob') {
    const content = part['content'];
    const isBytes = content instanceof Uint8Array || typeof content === 'string';
    return { ...part, type: 'blob', modality, content: isBytes ? content : '' };
  }
  const uri = part['uri'] as string;
  const [head, mimeType] = kDataUri.exec(uri)!;
  const content = uri.slice(head.length);
  return { type: 'blob', modality, content, mime_type: mimeType === '' ? undefined : mimeType };
}

function textOf(part: Part, member: string): Record<string, string> {
  const value = part[member];
  return typeof value === 'string' ? { [member]: value } : {};
}

function base64Of(content: string | Uint8Array): string {
  if (typeof content === 'string') return content;
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64');
}

function bytesOf(content: string | Uint8Array): number {
  return typeof content === 'string' ? Math.floor((content.length * 3) / 4) : content.byteLength;
}
