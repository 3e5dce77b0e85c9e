import type { Addon, NativeSystemReader, NativeTable } from './binding/addon';

const kSpareRows = 64;

/**
 * The values that `SystemReader.write` wrote, and their positions. The names come from the addon, so that they are
 * defined once.
 */
export class NativeLayout {
  values: Float64Array;
  readonly #slots: Map<string, number>;
  readonly #tables: readonly NativeTable[];
  readonly #heads: number;
  #version = -1;

  constructor({ slots, tables }: Addon) {
    this.#slots = new Map(slots.map((name, place) => [name, place]));
    this.#tables = tables;
    this.#heads = slots.length;
    this.values = new Float64Array(this.#firstRow + kSpareRows * 8);
  }

  /** Fetches the latest reading. Returns whether positions have changed their meaning. */
  update(reader: NativeSystemReader): boolean {
    const count = reader.write(this.values);
    if (count > this.values.length) {
      this.values = new Float64Array(2 * count);
      reader.write(this.values);
    }
    const before = this.#version;
    this.#version = this.values[this.#heads]!;
    return this.#version !== before;
  }

  /** The version of the layout of the values. */
  get version(): number {
    return this.#version;
  }

  slot(name: string): number {
    return known(this.#slots.get(name), name);
  }

  /** Whether the slot has a value; false for an unknown name. */
  hasValue(slot: string): boolean {
    const place = this.#slots.get(slot);
    return place !== undefined && !Number.isNaN(this.values[place]);
  }

  /** Whether the source of the table is available, even if it has no rows. */
  isReadable(table: string): boolean {
    return !Number.isNaN(this.values[this.#heads + 1 + this.#index(table)]);
  }

  /** The labels of each row of a table, and the position of a value in it. */
  rows(name: string, labels: readonly string[][]) {
    const index = this.#index(name);
    const { columns, labelCount } = this.#tables[index]!;
    const flat = labels[index]!;
    let first = this.#firstRow;
    for (let table = 0; table < index; table++)
      first += this.#rowCount(table) * this.#tables[table]!.columns.length;
    return {
      rows: Array.from({ length: this.#rowCount(index) }, (_, row) =>
        flat.slice(row * labelCount, (row + 1) * labelCount),
      ),
      place: (row: number, column: string) =>
        first + row * columns.length + known(indexIn(columns, column), column),
    };
  }

  get #firstRow(): number {
    return this.#heads + 1 + this.#tables.length;
  }

  #index(name: string): number {
    return known(
      indexIn(
        this.#tables.map((table) => table.name),
        name,
      ),
      name,
    );
  }

  #rowCount(table: number): number {
    const count = this.values[this.#heads + 1 + table]!;
    return Number.isNaN(count) ? 0 : count;
  }
}

function indexIn(names: readonly string[], name: string): number | undefined {
  const index = names.indexOf(name);
  return index < 0 ? undefined : index;
}

/**
 * Throws for an unknown name. Package and addon are built together, and the tests look up every name of the catalog.
 */
function known(place: number | undefined, name: string): number {
  if (place === undefined) throw new Error(`the addon of metrics-system knows no "${name}"`);
  return place;
}
