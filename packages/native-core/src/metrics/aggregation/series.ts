import type { Cell } from './metric-memory';

/** In place of a value that must never be taken for the same as another: objects may have changed since. */
export const kUnlike = Symbol('unlike');

/** One set of attributes of a stream, and where its two banks are. */
export class Series {
  /** The series that was recorded after this one the last time: mostly it is so again. */
  next: Series = this;
  readonly id: number;
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
  readonly cell: Cell;
  readonly memory: Float64Array;
  readonly at: number;
  /** The collection that has an observation of it which was not added yet, and the place of that. */
  stagedBy = 0;
  stagedAt = 0;
  /** Where its exemplars are, once there was one. */
  exemplars: Cell | undefined = undefined;

  /** @param values beside `keys`; `kUnlike` where it is an object */
  constructor(id: number, cell: Cell, keys: readonly string[], values: readonly unknown[]) {
    this.id = id;
    this.keys = keys;
    this.values = values;
    this.cell = cell;
    this.memory = cell.memory;
    this.at = cell.at;
  }
}
