import type { AnyValue } from '@opentelemetry/api';
import { contentBytes } from './content-size';
import { cutText } from './cut-text';

/** The content of a call by attribute, in the order in which it is cut. */
export type Contents = Map<string, AnyValue>;

/** Members that say what a part is: without them it would be invalid. */
const kKept = new Set(['type', 'role', 'id', 'name', 'mime_type', 'modality', 'file_id', 'uri']);

/**
 * Makes content fit into a number of bytes. First it cuts the texts inside parts, of the oldest message first; then it leaves out the
 * oldest messages; then whole attributes. What is left is valid, and markers say what is gone.
 */
export class ContentBudget {
  #excess: number;

  constructor(contents: Contents, maxBytes: number) {
    let total = 0;
    for (const value of contents.values()) total += contentBytes(value);
    this.#excess = total - maxBytes;
  }

  /** Cuts, and returns the bytes that are gone. */
  apply(contents: Contents): number {
    const before = this.#excess;
    if (before <= 0) return 0;
    for (const [attribute, value] of contents) contents.set(attribute, this.#cutTexts(value));
    for (const value of contents.values()) if (Array.isArray(value)) this.#leaveOutOldest(value);
    for (const [attribute, value] of [...contents]) {
      if (this.#excess <= 0) break;
      this.#excess -= contentBytes(value);
      contents.delete(attribute);
    }
    return before - this.#excess;
  }

  #cutTexts(value: AnyValue): AnyValue {
    if (this.#excess <= 0) return value;
    if (typeof value === 'string') return this.#cutText(value);
    if (typeof value !== 'object' || value === null) return value;
    const members = value as Record<string, AnyValue>;
    for (const key of Object.keys(members)) {
      if (kKept.has(key) && typeof members[key] === 'string') continue;
      members[key] = this.#cutTexts(members[key]);
    }
    return value;
  }

  #cutText(text: string): string {
    const cut = cutText(text, this.#excess);
    this.#excess -= Buffer.byteLength(text) - Buffer.byteLength(cut);
    return cut;
  }

  /** Keeps the newest one. */
  #leaveOutOldest(messages: AnyValue[]): void {
    const { length } = messages;
    if (this.#excess <= 0 || length < 2) return;
    this.#excess += contentBytes(markerOf(messages[0], length));
    let leftOut = 0;
    while (this.#excess > 0 && leftOut < length - 1) {
      this.#excess -= contentBytes(messages[leftOut++]);
    }
    messages.splice(0, leftOut, markerOf(messages[0], leftOut));
  }
}

/** In the place of messages, a message; in that of parts or tools, one of them. */
function markerOf(first: AnyValue, count: number): AnyValue {
  const part = { type: 'cut', name: 'cut', cut_items: count };
  const isMessage = typeof first === 'object' && first !== null && 'parts' in first;
  return isMessage ? { role: (first as { role?: unknown }).role ?? 'user', parts: [part] } : part;
}
