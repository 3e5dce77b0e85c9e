import type { AnyValue } from '@opentelemetry/api';
import { sharedState } from '../telemetry/shared-state';
import { isBlob, recordedBlob } from './blobs';
import type { ContentSettings } from './content-settings';
import { parsedJson } from './parsed-json';

/** Deeper values are left out: a reference implementation of the conventions has the same limit. */
const kMaxDepth = 32;
/** Values in one piece of content. More are left out: an array may have any number of holes. */
const kMaxNodes = 500_000;
/** Members that the copy of an array has room for from the start. */
const kMaxRoom = 1024;

/**
 * Copies content, so that it no longer changes with the application's objects. Strings are shared. Leaves out what no attribute can carry:
 * functions, symbols, cycles, numbers that are none, values whose reading throws. Bytes are treated as blobs.
 */
export class ContentCopier {
  readonly #settings: ContentSettings;
  readonly #ancestors: object[] = [];
  #nodesLeft = kMaxNodes;

  constructor(settings: ContentSettings) {
    this.#settings = settings;
  }

  /** Returns undefined for a value that cannot be recorded. Never throws. */
  copy(value: unknown): AnyValue | undefined {
    this.#ancestors.length = 0;
    this.#nodesLeft = kMaxNodes;
    return this.#any(value);
  }

  #any(value: unknown): AnyValue | undefined {
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : leftOut();
    if (typeof value === 'bigint') return value.toString();
    if (typeof value !== 'object') return value === undefined ? undefined : leftOut();
    if (this.#ancestors.length >= kMaxDepth || this.#ancestors.includes(value)) return leftOut();
    this.#ancestors.push(value);
    try {
      return this.#object(value);
    } catch {
      return leftOut();
    } finally {
      this.#ancestors.pop();
    }
  }

  #object(value: object): AnyValue | undefined {
    if (Array.isArray(value)) return this.#array(value);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return this.#bytes(value);
    if (value instanceof Error) return { name: value.name, message: value.message };
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === 'function') return this.#any(toJSON.call(value));
    return this.#map(value as Record<string, unknown>);
  }

  #array(values: unknown[]): AnyValue[] {
    // Most arrays keep all they hold: an array that grows is allocated several times.
    const copies = new Array<AnyValue>(Math.min(values.length, kMaxRoom));
    let count = 0;
    for (let index = 0; index < values.length && this.#mayGoOn(); index++) {
      const copy = this.#any(values[index]);
      if (copy !== undefined) copies[count++] = copy;
    }
    copies.length = count;
    return copies;
  }

  #map(value: Record<string, unknown>): AnyValue {
    if (isBlob(value)) return recordedBlob(value, this.#settings);
    const isToolCall = value['type'] === 'tool_call';
    const copies: Record<string, AnyValue> = {};
    for (const key in value) {
      if (!Object.hasOwn(value, key)) continue;
      if (!this.#mayGoOn()) break;
      const member = this.#member(value, key);
      const given = isToolCall && key === 'arguments' ? parsedJson(member) : member;
      const copy = this.#any(given);
      if (copy !== undefined) setOwn(copies, key, copy);
    }
    return copies;
  }

  #member(value: Record<string, unknown>, key: string): unknown {
    try {
      return value[key];
    } catch {
      return leftOut();
    }
  }

  #bytes(value: ArrayBufferView | ArrayBuffer): AnyValue {
    const content = ArrayBuffer.isView(value)
      ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      : new Uint8Array(value);
    return recordedBlob({ type: 'blob', modality: 'document', content }, this.#settings);
  }

  #mayGoOn(): boolean {
    if (this.#nodesLeft-- > 0) return true;
    if (this.#nodesLeft === -1) leftOut();
    return false;
  }
}

/** An assignment to `__proto__` would change the copy's prototype. */
function setOwn(target: Record<string, AnyValue>, key: string, value: AnyValue): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true });
}

function leftOut(): undefined {
  sharedState.stats.unrecordableContent++;
  return undefined;
}
