import type { AnyValue } from '@opentelemetry/api';
import { countedTextBytes } from './record-memory';
import { setOwn } from '../values/own-property';
import type { AttributeValueLimits } from './value-limits';

/** Arrays up to this length get their memory at once: one that grows gets room for 17 elements with its first. */
const kShortArray = 16;

/**
 * Copies attribute values one by one, with strings and bytes cut to `lengthLimit` and the whole cut to the limits. The copy
 * consists of plain arrays, maps and bytes of our own, whatever the value is made of, so that it can be measured first
 * and written later: https://opentelemetry.io/docs/specs/otel/common/#anyvalue
 *
 * The rules are those of `isAnyValue` in `@opentelemetry/core`, which makes a `WeakSet` for each value that is an object
 * and walks it twice; that takes about twice as long (ADR 0005). Ancestors on a stack find the same cycles.
 */
export class ValueCopier {
  /** Something of the last value was left out. */
  wasCut = false;
  readonly #limits: Required<AttributeValueLimits>;
  #lengthLimit = Infinity;
  #nodesLeft = 0;
  #bytesLeft = 0;
  readonly #ancestors: object[] = [];

  constructor(limits: Required<AttributeValueLimits>) {
    this.#limits = limits;
  }

  /**
   * Undefined when the value is none that OTLP knows: bigint, symbol, function, an object of a class, a cycle. Throws what
   * reading it throws; then this copier can copy nothing more.
   */
  copy(value: unknown, lengthLimit: number): AnyValue | undefined {
    this.wasCut = false;
    this.#lengthLimit = lengthLimit;
    this.#nodesLeft = this.#limits.attributeValueNodeLimit;
    this.#bytesLeft = this.#limits.attributeValueByteLimit;
    return this.#any(value);
  }

  #any(value: unknown): AnyValue | undefined {
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'number':
      case 'boolean':
        return value;
      case 'object':
        return value === null ? null : this.#object(value);
      default:
        return undefined;
    }
  }

  #object(value: object): AnyValue | undefined {
    if (value instanceof Uint8Array) return this.#bytes(value);
    const ancestors = this.#ancestors;
    if (ancestors.includes(value)) return undefined;
    if (ancestors.length >= this.#limits.attributeValueDepthLimit) {
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

  #array(array: unknown[]): AnyValue[] | undefined {
    // A Proxy may give anything as its length.
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
    const { constructor } = map;
    if (constructor !== Object && constructor !== undefined) return undefined;
    const copy: Record<string, AnyValue> = {};
    for (const key of Object.keys(map)) {
      const element = map[key];
      if (element === undefined) continue;
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

  /** Copied, unlike upstream: the bytes are written at the end of the span, whatever becomes of the array until then. */
  #bytes(bytes: Uint8Array): Uint8Array {
    const wanted = Math.min(lengthOf(bytes), this.#lengthLimit);
    const kept = Math.min(wanted, this.#bytesLeft);
    this.#takeBytes(wanted);
    // A subclass may give anything as its part: that is copied, and cut.
    return new Uint8Array(bytes.subarray(0, kept)).slice(0, kept);
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

const { get: getLength } = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  'length',
) as { get: () => number };

/** The real length, whatever a subclass says. Throws for a Proxy. */
function lengthOf(bytes: Uint8Array): number {
  return Reflect.apply(getLength, bytes, []);
}

/** The longest beginning of a text that so many bytes of UTF-8 hold. */
function prefixOf(text: string, bytes: number): string {
  return text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(bytes)).read);
}
