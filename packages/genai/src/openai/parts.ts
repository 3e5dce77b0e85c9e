import type { MessagePart } from '../content/message-types';
import { textOf, type Members } from '../clients/members';

export function textPart(text: unknown): MessagePart {
  return { type: 'text', content: String(text) };
}

/** An image has a URL, which may hold its data, or was uploaded before. */
export function imagePart(url: unknown, fileId?: unknown): MessagePart {
  return typeof url === 'string'
    ? { type: 'uri', modality: 'image', uri: url }
    : { type: 'file', modality: 'image', file_id: String(fileId) };
}

export function audioPart({ data, format }: Members): MessagePart {
  return {
    type: 'blob',
    modality: 'audio',
    ...(typeof format === 'string' && { mime_type: `audio/${format}` }),
    content: textOf(data) ?? '',
  };
}

/** A file was uploaded before, has a URL, or comes along. */
export function filePart(file: Members): MessagePart {
  const { file_id: id, file_url: url, file_data: data } = file;
  const modality = 'document';
  if (typeof id === 'string') return { type: 'file', modality, file_id: id };
  if (typeof url === 'string') return { type: 'uri', modality, uri: url };
  const content = textOf(data) ?? '';
  return content.startsWith('data:')
    ? { type: 'uri', modality, uri: content }
    : { type: 'blob', modality, content };
}
