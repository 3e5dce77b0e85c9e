/** Where a receiver writes down what it takes. */
export interface Keeper {
  /** Takes a whole request in, except its first items where the receiver rejects some. Gives how many it has kept. */
  keep(body: Buffer, rejected?: number, path?: string): number;
}

/** Receiver-side accounting by the id of each item. */
export abstract class ItemLedger<Item> implements Keeper {
  readonly #timesById = new Map<string, number>();
  #corrupted = 0;

  keep(body: Buffer, rejected = 0): number {
    let items: Item[];
    try {
      items = this.decode(body).slice(rejected);
    } catch {
      this.#corrupted++;
      return 0;
    }
    for (const item of items) {
      const id = this.idOf(item);
      this.#timesById.set(id, (this.#timesById.get(id) ?? 0) + 1);
      if (!this.isIntact(item)) this.#corrupted++;
    }
    return items.length;
  }

  /** Compares with what the application says that it ended. */
  settle(endedIds: readonly string[]): Account {
    const ended = new Set(endedIds);
    const strangers = [...this.#timesById.keys()].filter((id) => !ended.has(id)).length;
    const received = this.#timesById.size - strangers;
    const arrivals = [...this.#timesById.values()].reduce((sum, times) => sum + times, 0);
    return {
      ended: ended.size,
      received,
      lost: ended.size - received,
      duplicated: arrivals - this.#timesById.size,
      corrupted: this.#corrupted + strangers,
    };
  }

  has(id: string): boolean {
    return this.#timesById.has(id);
  }

  /** Requests that are no OTLP, and items with another content than they had. */
  get corrupted(): number {
    return this.#corrupted;
  }

  protected abstract decode(body: Buffer): Item[];
  protected abstract idOf(item: Item): string;
  protected abstract isIntact(item: Item): boolean;
}

/** What became of the items of one signal in one run. */
export interface Account {
  readonly ended: number;
  /** Different items that came at least once. */
  readonly received: number;
  readonly lost: number;
  /** Arrivals beyond the first of each item. */
  readonly duplicated: number;
  /** Requests that are no OTLP, items with another content than they had, and items that nobody ended. */
  readonly corrupted: number;
}

export const kEmptyAccount: Account = {
  ended: 0,
  received: 0,
  lost: 0,
  duplicated: 0,
  corrupted: 0,
};
