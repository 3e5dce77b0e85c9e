import type { Cell } from './metric-memory';

/** Stands for an object in comparisons, and equals no value: an object may have changed since it was read. */
export const kUnlike = Symbol('unlike');

/** One set of attributes of a stream, and the place of its two banks. */
export class Series {
  /** The series recorded after this one last time: a guess that is right most of the time. */
  next: Series = this;
  readonly id: number;
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
  readonly cell: Cell;
  readonly memory: Float64Array;
  readonly at: number;
  /** The collection that holds an observation of this series which is not added yet, and the index of that observation. */
  stagedBy = 0;
  stagedAt = 0;
  /** True once an instrument is bound to it: it is then never evicted, and no limit of an interval applies to it. */
  isBound = false;
  /** Memory of its exemplars; undefined before the first one. */
  exemplars: Cell | undefined = undefined;

  /** @param values one for each of `keys`; `kUnlike` in place of an object */
  constructor(id: number, cell: Cell, keys: readonly string[], values: readonly unknown[]) {
    this.id = id;
    this.keys = keys;
    this.values = values;
    this.cell = cell;
    this.memory = cell.memory;
    this.at = cell.at;
  }
}
