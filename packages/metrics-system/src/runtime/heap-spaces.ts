import { getHeapSpaceStatistics, type HeapSpaceInfo } from 'node:v8';
import type { Attributes, BatchObservableResult } from '@opentelemetry/api';
import type { MetricName } from '../catalog/metric-name';
import type { MakeObservable, Part } from '../part';
import { LabelledPoints } from './labelled-points';

const fields: Record<string, (space: HeapSpaceInfo) => number> = {
  'v8js.memory.heap.used': (space) => space.space_used_size,
  'v8js.memory.heap.space.size': (space) => space.space_size,
  'v8js.memory.heap.space.available_size': (space) => space.space_available_size,
  'v8js.memory.heap.space.physical_size': (space) => space.physical_space_size,
};

/** Reports `v8js.memory.heap.*` for each space of this thread's heap. */
export class HeapSpaces implements Part {
  readonly absent = [];
  readonly #sizes: readonly ((space: HeapSpaceInfo) => number)[];
  readonly #points: LabelledPoints;

  constructor(names: readonly MetricName[], make: MakeObservable, attributes: Attributes) {
    const wanted = names.filter((name) => name in fields);
    this.#sizes = wanted.map((name) => fields[name]!);
    this.#points = new LabelledPoints(wanted.map(make), attributes, 'v8js.heap.space.name');
  }

  observe(result: BatchObservableResult): void {
    for (const space of getHeapSpaceStatistics()) {
      const row = this.#points.row(space.space_name);
      for (let i = 0; i < this.#sizes.length; i++)
        this.#points.set(row + i, this.#sizes[i]!(space));
    }
    this.#points.observe(result);
  }

  stop(): void {}
}
