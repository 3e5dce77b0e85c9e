import type { AnyValue } from '@opentelemetry/api';
import { hasOwnProperty } from '../values/own-property';
import { FlatValue, type FlatAnyValue, kArrayToken, kMapToken } from './flat-value';
import { kMaxValueDepth } from './format.gen';
import { kMinLongLength } from './long-text';
import { lengthOf, ownBytes } from './own-bytes';
import { kMaxBytesPerUnit } from './record-memory';
import type { AttributeValueLimits } from './value-limits';

/** Deeper values go the exact way, which finds cycles. */
const kMaxDepth = 32;
/** The walk met something that only the exact way knows about. */
const kUnusual = -1;

const kMinRoom = 16;
const kMaxRoom = 1024;
/** Tokens that the last map had, and that each element of the last array of maps or arrays had. */
let mapTokens = kMinRoom;
let elementTokens = kMinRoom;

const { getPrototypeOf } = Object;
const plainPrototype: unknown = Object.prototype;

/** What a value may consist of. */
export interface FlatRules {
  /** Longest text or byte array, in UTF-16 units or bytes; longer ones are cut. */
  readonly lengthLimit: number;
  readonly maxDepth: number;
  /** A value has more tokens than elements, so this many tokens are within the limit of elements. */
  readonly maxTokens: number;
  readonly maxBytes: number;
  /** Whether maps may have undefined entries, which are written as empty values, and a `constructor`. */
  readonly isLenient: boolean;
}

/** Returns the rules for values that are surely within the limits. */
export function flatRules(
  limits: Required<AttributeValueLimits>,
  lengthLimit: number,
  isLenient: boolean,
): FlatRules {
  return {
    lengthLimit,
    maxDepth: Math.min(limits.attributeValueDepthLimit, kMaxDepth),
    maxTokens: limits.attributeValueNodeLimit,
    maxBytes: limits.attributeValueByteLimit,
    isLenient,
  };
}

/** What `ValueCopier` returned is within the limits, whatever it is. */
const copyRules: FlatRules = {
  lengthLimit: Infinity,
  maxDepth: kMaxValueDepth,
  maxTokens: Infinity,
  maxBytes: Infinity,
  isLenient: true,
};

/** True for arrays and maps, and for objects that OTLP cannot carry. */
export function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

/**
 * Copies an array or a map that consists of plain arrays, maps, scalars and bytes, and is surely within the limits: nearly
 * every value. Returns undefined for any other value: `ValueCopier` then refuses or cuts it. Throws what reading throws.
 */
export function flatten(value: object, rules: FlatRules): FlatValue | undefined {
  const walk = new Walk(rules, roomFor(value));
  const length = walk.container(value, 0, 0);
  if (length === kUnusual || walk.textBytes > rules.maxBytes) return undefined;
  if (!Array.isArray(value)) mapTokens = length;
  else if (holdsContainers(value)) elementTokens = Math.ceil(length / value.length);
  return new FlatValue(walk.tokens, length, walk.textBytes, walk.longKeyBytes);
}

/** Returns how many tokens a value probably has: a list that grows is allocated several times. */
function roomFor(value: object): number {
  let tokens = mapTokens;
  if (Array.isArray(value)) {
    tokens = 2 + value.length * (holdsContainers(value) ? elementTokens : 1);
  }
  return Math.min(Math.max(kMinRoom, tokens), kMaxRoom);
}

function holdsContainers(array: readonly unknown[]): boolean {
  return isContainer(array[0]);
}

/** Returns a value that `ValueCopier` returned in the form that is written. */
export function flatOf(copy: AnyValue): FlatAnyValue {
  return isContainer(copy) ? flatten(copy, copyRules) : (copy as FlatAnyValue);
}

/** One walk through one value. Methods that write tokens return the position behind them, or `kUnusual`. */
class Walk {
  readonly tokens: unknown[];
  /** Upper bound of the bytes of keys, texts and byte arrays. */
  textBytes = 0;
  /** The part of `textBytes` that belongs to keys with the length of long texts. */
  longKeyBytes = 0;
  readonly #rules: FlatRules;

  constructor(rules: FlatRules, room: number) {
    this.tokens = new Array<unknown>(room);
    this.#rules = rules;
  }

  container(value: object, at: number, depth: number): number {
    if (depth >= this.#rules.maxDepth) return kUnusual;
    if (Array.isArray(value)) return this.#array(value, at, depth);
    const prototype: unknown = getPrototypeOf(value);
    if (prototype === plainPrototype || prototype === null)
      return this.#map(value as Record<string, unknown>, at, depth);
    return value instanceof Uint8Array ? this.#bytes(value, at) : kUnusual;
  }

  #array(array: unknown[], start: number, depth: number): number {
    const { tokens } = this;
    const { maxTokens } = this.#rules;
    const { length } = array;
    tokens[start] = kArrayToken;
    let at = start + 2;
    let count = 0;
    for (; count < length; count++) {
      const element = array[count];
      if (typeof element === 'string') tokens[at++] = this.#text(element);
      else if (typeof element !== 'object' || element === null) {
        if (!isScalar(element)) return kUnusual;
        tokens[at++] = element;
      } else {
        at = this.container(element, at, depth + 1);
        if (at === kUnusual) return kUnusual;
      }
      if (at > maxTokens) return kUnusual;
    }
    tokens[start + 1] = count;
    return at;
  }

  #map(map: Record<string, unknown>, start: number, depth: number): number {
    const { tokens } = this;
    const { maxTokens, isLenient } = this.#rules;
    tokens[start] = kMapToken;
    let at = start + 2;
    let count = 0;
    for (const key in map) {
      // Must come first: V8 knows the answer only until the next look-up.
      const isOwn = hasOwnProperty.call(map, key);
      const element = map[key];
      if (!isOwn || (element === undefined && !isLenient)) continue;
      // An own property of this name makes the map look like an object of a class.
      if (key === 'constructor' && !isLenient) return kUnusual;
      count++;
      tokens[at++] = key;
      this.textBytes += kMaxBytesPerUnit * key.length;
      if (key.length >= kMinLongLength) this.longKeyBytes += kMaxBytesPerUnit * key.length;
      if (typeof element === 'string') tokens[at++] = this.#text(element);
      else if (typeof element !== 'object' || element === null) {
        if (!isScalar(element)) return kUnusual;
        tokens[at++] = element;
      } else {
        at = this.container(element, at, depth + 1);
        if (at === kUnusual) return kUnusual;
      }
      if (at > maxTokens) return kUnusual;
    }
    tokens[start + 1] = count;
    return at;
  }

  #text(text: string): string {
    const limit = this.#rules.lengthLimit;
    const kept = text.length <= limit ? text : text.substring(0, limit);
    this.textBytes += kMaxBytesPerUnit * kept.length;
    return kept;
  }

  #bytes(bytes: Uint8Array, at: number): number {
    const count = Math.min(lengthOf(bytes), this.#rules.lengthLimit);
    this.textBytes += count;
    if (this.textBytes > this.#rules.maxBytes) return kUnusual;
    this.tokens[at] = ownBytes(bytes, count);
    return at + 1;
  }
}

function isScalar(value: unknown): boolean {
  return (
    typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined
  );
}
