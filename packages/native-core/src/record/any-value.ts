import type { AnyValue } from '@opentelemetry/api';
import { setOwn } from '../values/own-property';
import { lengthOf, ownBytes } from './own-bytes';
import { countedTextBytes } from './record-memory';
import type { AttributeValueLimits } from './value-limits';

/** Stands for an object that contains itself. */
const kCircular = '[Circular]';
/** Arrays up to this length are allocated in full: a growing array gets room for 17 elements with its first one. */
const kShortArray = 16;

/**
 * Copies attribute values one by one. Cuts strings and bytes to `lengthLimit`, and each value to the limits. The copy
 * consists of plain arrays, maps and bytes that nobody else can change:
 * https://opentelemetry.io/docs/specs/otel/common/#anyvalue. `flatten` is the short way for values that are surely within
 * the limits.
 *
 * The rules are those of `isAnyValue` in `@opentelemetry/core`. That function makes a `WeakSet` for each object and walks it
 * twice, which takes about twice as long (ADR 0005). This class finds the same cycles with a stack of ancestors.
 */
export class ValueCopier {
  /** True when a part of the last value was left out. */
  wasCut = false;
  readonly #limits: Required<AttributeValueLimits>;
  readonly #refuses: boolean;
  #lengthLimit = Infinity;
  #nodesLeft = 0;
  #bytesLeft = 0;
  readonly #ancestors: object[] = [];

  /**
   * @param refuses whether a value with a part that OTLP cannot carry is refused. Otherwise that part becomes empty, an
   *   object of a class becomes a map of its own properties, and a cycle ends with the text `[Circular]`: the rules of
   *   upstream's OTLP encoder, for values that nobody checks before.
   */
  constructor(limits: Required<AttributeValueLimits>, refuses = true) {
    this.#limits = limits;
    this.#refuses = refuses;
  }

  /**
   * Returns the copy, or undefined for a value that OTLP cannot carry: bigint, symbol, function, an object of a class, a
   * cycle. Throws what reading the value throws; the copier must not be used afterwards.
   */
  copy(value: unknown, lengthLimit: number): AnyValue | undefined {
    this.wasCut = false;
    this.#lengthLimit = lengthLimit;
    this.#nodesLeft = this.#limits.attributeValueNodeLimit;
    this.#bytesLeft = this.#limits.attributeValueByteLimit;
    return this.#any(value);
  }

  #any(value: unknown): AnyValue | undefined {
    // Not a switch: V8 compares `typeof` with a literal without making a string.
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    if (typeof value !== 'object') return this.#refuses ? undefined : null;
    return value === null ? null : this.#object(value);
  }

  #object(value: object): AnyValue | undefined {
    if (value instanceof Uint8Array) return this.#bytes(value);
    const ancestors = this.#ancestors;
    const depth = ancestors.length;
    if (depth > 0 && ancestors.includes(value)) return this.#cycle();
    if (depth >= this.#limits.attributeValueDepthLimit) {
      this.wasCut = true;
      return null;
    }
    ancestors.push(value);
    const copy = Array.isArray(value)
      ? this.#array(value)
      : this.#map(value as Record<string, unknown>);
    ancestors.pop();
    return copy;
  }

  #cycle(): string | undefined {
    if (this.#refuses) return undefined;
    this.wasCut = true;
    return kCircular;
  }

  #array(array: unknown[]): AnyValue[] | undefined {
    // A proxy may return anything as its length.
    const length = Number(array.length);
    const copy = length >= 1 && length <= kShortArray ? new Array<AnyValue>(length | 0) : [];
    let copied = 0;
    for (; copied < length && this.#takeNode(); copied++) {
      const element = array[copied];
      const clean = this.#any(element);
      if (clean === undefined && element !== undefined) return undefined;
      copy[copied] = clean as AnyValue;
    }
    if (copied < copy.length) copy.length = copied;
    return copy;
  }

  #map(map: Record<string, unknown>): Record<string, AnyValue> | undefined {
    // Read only where it matters: a getter may throw.
    const constructor = this.#refuses ? map.constructor : Object;
    if (constructor !== Object && constructor !== undefined) return undefined;
    const copy: Record<string, AnyValue> = {};
    for (const key of Object.keys(map)) {
      const element = map[key];
      if (element === undefined && this.#refuses) continue;
      if (!this.#takeNode() || !this.#takeBytes(countedTextBytes(key))) break;
      const clean = this.#any(element);
      if (clean === undefined) return undefined;
      setOwn(copy, key, clean);
    }
    return copy;
  }

  #text(text: string): string {
    const kept = text.length <= this.#lengthLimit ? text : text.substring(0, this.#lengthLimit);
    const left = this.#bytesLeft;
    return this.#takeBytes(countedTextBytes(kept)) ? kept : prefixOf(kept, left);
  }

  #bytes(bytes: Uint8Array): Uint8Array {
    const wanted = Math.min(lengthOf(bytes), this.#lengthLimit);
    const kept = Math.min(wanted, this.#bytesLeft);
    this.#takeBytes(wanted);
    return ownBytes(bytes, kept);
  }

  #takeNode(): boolean {
    if (this.#nodesLeft-- > 0) return true;
    this.#nodesLeft = 0;
    this.wasCut = true;
    return false;
  }

  #takeBytes(bytes: number): boolean {
    if (bytes <= this.#bytesLeft) {
      this.#bytesLeft -= bytes;
      return true;
    }
    this.#bytesLeft = 0;
    this.wasCut = true;
    return false;
  }
}

/** Returns the longest prefix of a text that fits into `bytes` bytes of UTF-8. */
function prefixOf(text: string, bytes: number): string {
  return text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(bytes)).read);
}
