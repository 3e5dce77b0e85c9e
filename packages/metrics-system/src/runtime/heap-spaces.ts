import { getHeapSpaceStatistics, type HeapSpaceInfo } from 'node:v8';
import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api';
import type { MetricName } from '../catalog/metric-name';
import { Labelled } from './labelled';
import type { MakeObservable, Part } from '../part';

const fields: Record<string, (space: HeapSpaceInfo) => number> = {
  'v8js.memory.heap.used': (space) => space.space_used_size,
  'v8js.memory.heap.space.size': (space) => space.space_size,
  'v8js.memory.heap.space.available_size': (space) => space.space_available_size,
  'v8js.memory.heap.space.physical_size': (space) => space.physical_space_size,
};

/** `v8js.memory.heap.*`, for each space of this thread's heap. */
export class HeapSpaces implements Part {
  readonly absent = [];
  readonly #targets: readonly (readonly [Observable, (space: HeapSpaceInfo) => number])[];
  readonly #attributes: Labelled;

  constructor(names: readonly MetricName[], make: MakeObservable, attributes: Attributes) {
    this.#targets = names
      .filter((name) => name in fields)
      .map((name) => [make(name), fields[name]!] as const);
    this.#attributes = new Labelled(attributes, 'v8js.heap.space.name');
  }

  observe(result: BatchObservableResult): void {
    for (const space of getHeapSpaceStatistics()) {
      const attributes = this.#attributes.with(space.space_name);
      for (const [target, size] of this.#targets) result.observe(target, size(space), attributes);
    }
  }

  stop(): void {}
}
