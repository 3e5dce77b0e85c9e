import type { Series } from './series';

/**
 * A node in a tree of attributes, one level per key, in the caller's order. A node looks only the value up, because the key
 * at a level is nearly always the first one seen there.
 */
export class Path {
  series: Series | undefined = undefined;
  #key = '';
  #byValue: Map<unknown, Path> | undefined = undefined;
  #others: Map<string, Map<unknown, Path>> | undefined = undefined;

  follow(key: string, value: unknown): Path | undefined {
    return key === this.#key ? this.#byValue?.get(value) : this.#others?.get(key)?.get(value);
  }

  /** As `follow`, but adds missing nodes. */
  extend(key: string, value: unknown): Path {
    const byValue = this.#of(key);
    let path = byValue.get(value);
    if (path === undefined) {
      path = new Path();
      byValue.set(value, path);
    }
    return path;
  }

  #of(key: string): Map<unknown, Path> {
    if (this.#byValue === undefined) {
      this.#key = key;
      return (this.#byValue = new Map());
    }
    if (key === this.#key) return this.#byValue;
    this.#others ??= new Map();
    let byValue = this.#others.get(key);
    if (byValue === undefined) {
      byValue = new Map();
      this.#others.set(key, byValue);
    }
    return byValue;
  }
}
