import type { AnyValue } from '@opentelemetry/api';
import { setOwn } from '../values/own-property';
import { kStringBytes } from './record-memory';

/** In the tokens of a value: a map begins. The number of its entries follows, then keys and values in turn. */
export const kMapToken: unique symbol = Symbol('map');
/** In the tokens of a value: an array begins. The number of its elements follows, then the elements. */
export const kArrayToken: unique symbol = Symbol('array');

/** Bytes of a token in a record beside its characters: a head, and the most that stands behind one. */
export const kTokenBytes = 4 + kStringBytes;

/** A value of an attribute in the form that is written: without arrays and maps, which are flat. */
export type FlatAnyValue = string | number | boolean | Uint8Array | FlatValue | null | undefined;

/**
 * A checked copy of an array or a map as one flat list, in the order of the record. One walk makes it, and the encoder
 * runs through it once; a copy made of objects would be walked three times.
 */
export class FlatValue {
  /** Scalars, keys, and `kMapToken` or `kArrayToken` with a count, up to `length`. */
  readonly tokens: readonly unknown[];
  readonly length: number;
  /** Upper bound of the bytes of all keys, texts and byte arrays. */
  readonly textBytes: number;
  /** Upper bound of the bytes of keys that have the length of long texts: unlike these, they are written as UTF-8. */
  readonly longKeyBytes: number;

  constructor(tokens: readonly unknown[], length: number, textBytes: number, longKeyBytes: number) {
    this.tokens = tokens;
    this.length = length;
    this.textBytes = textBytes;
    this.longKeyBytes = longKeyBytes;
  }

  /** Upper bound of the bytes that the value takes in a record. */
  get maxBytes(): number {
    return kTokenBytes * this.length + this.textBytes;
  }

  /** Returns the value as arrays and maps, new ones at each call. */
  toValue(): AnyValue {
    return new TokenReader(this.tokens).read();
  }
}

class TokenReader {
  readonly #tokens: readonly unknown[];
  #at = 0;

  constructor(tokens: readonly unknown[]) {
    this.#tokens = tokens;
  }

  read(): AnyValue {
    const token = this.#tokens[this.#at++];
    if (token === kMapToken) return this.#map();
    return token === kArrayToken ? this.#array() : (token as AnyValue);
  }

  #map(): Record<string, AnyValue> {
    const map: Record<string, AnyValue> = {};
    for (let left = this.#tokens[this.#at++] as number; left > 0; left--) {
      const key = this.#tokens[this.#at++] as string;
      setOwn(map, key, this.read());
    }
    return map;
  }

  #array(): AnyValue[] {
    const array: AnyValue[] = [];
    for (let left = this.#tokens[this.#at++] as number; left > 0; left--) array.push(this.read());
    return array;
  }
}
