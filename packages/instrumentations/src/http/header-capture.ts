import type { Attributes, AttributeValue } from '@opentelemetry/api';

/** The headers of one kind of message that become attributes. */
export class HeaderCapture {
  readonly #headers: readonly (readonly [header: string, attribute: string])[];

  constructor(kind: 'request' | 'response', names: readonly string[] = []) {
    const headers = new Set(names.map((name) => name.toLowerCase()));
    this.#headers = [...headers].map((header) => [header, `http.${kind}.header.${header}`]);
  }

  get isEmpty(): boolean {
    return this.#headers.length === 0;
  }

  /** @param valueOf returns the value of a header, by its name in lower case */
  capture(attributes: Attributes, valueOf: (header: string) => unknown): void {
    for (const [header, attribute] of this.#headers) {
      const value = valueOf(header);
      if (value === undefined) continue;
      attributes[attribute] = (Array.isArray(value) ? value : [value]) as AttributeValue;
    }
  }
}
