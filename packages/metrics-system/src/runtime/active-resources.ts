import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api';
import type { Part } from '../part';

/** `v8js.resource.active`: how many resources of each type keep the event loop alive. */
export class ActiveResources implements Part {
  readonly absent = [];
  readonly #target: Observable;
  readonly #common: Attributes;
  readonly #counts = new Map<string, number>();
  readonly #attributes = new Map<string, Attributes>();

  constructor(target: Observable, attributes: Attributes) {
    this.#target = target;
    this.#common = attributes;
  }

  observe(result: BatchObservableResult): void {
    this.#counts.clear();
    for (const type of process.getActiveResourcesInfo())
      this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1);
    for (const [type, count] of this.#counts)
      result.observe(this.#target, count, this.#attributesOf(type));
  }

  stop(): void {}

  #attributesOf(type: string): Attributes {
    let attributes = this.#attributes.get(type);
    if (attributes === undefined) {
      attributes = { ...this.#common, 'v8js.resource.type': type };
      this.#attributes.set(type, attributes);
    }
    return attributes;
  }
}
