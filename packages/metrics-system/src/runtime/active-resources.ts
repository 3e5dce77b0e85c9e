import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api';
import { Labelled } from './labelled';
import type { Part } from '../part';

/** `v8js.resource.active`: how many resources of each type keep the event loop alive. */
export class ActiveResources implements Part {
  readonly absent = [];
  readonly #target: Observable;
  readonly #attributes: Labelled;
  readonly #counts = new Map<string, number>();

  constructor(target: Observable, attributes: Attributes) {
    this.#target = target;
    this.#attributes = new Labelled(attributes, 'v8js.resource.type');
  }

  observe(result: BatchObservableResult): void {
    this.#counts.clear();
    for (const type of process.getActiveResourcesInfo())
      this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1);
    for (const [type, count] of this.#counts)
      result.observe(this.#target, count, this.#attributes.with(type));
  }

  stop(): void {}
}
