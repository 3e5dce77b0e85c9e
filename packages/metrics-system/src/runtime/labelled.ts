import type { Attributes } from '@opentelemetry/api';

/** Attributes that differ in one value, each made once. */
export class Labelled {
  readonly #common: Attributes;
  readonly #key: string;
  readonly #byLabel = new Map<string, Attributes>();

  /** @param key of the attribute that differs */
  constructor(common: Attributes, key: string) {
    this.#common = common;
    this.#key = key;
  }

  with(label: string): Attributes {
    let attributes = this.#byLabel.get(label);
    if (attributes === undefined) {
      attributes = { ...this.#common, [this.#key]: label };
      this.#byLabel.set(label, attributes);
    }
    return attributes;
  }
}
