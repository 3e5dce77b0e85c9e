/** Limit of items that are written together. */
const kMaxItems = 32;

/**
 * Holds items back until the end of the task in which they came, to be written together. Encoding 32 spans in a row costs a
 * sixth less per span than encoding each between application code, and the texts of all become one write
 * (docs/performance.md).
 */
export class WaitingItems<Item> {
  readonly #write: (items: readonly Item[], count: number) => void;
  #maxItems: number;
  #items = new Array<Item>(kMaxItems);
  #count = 0;
  #publishIsDue = false;

  /**
   * @param maxItems limit of items that wait
   * @param write writes the first `count` of `items`
   */
  constructor(maxItems: number, write: (items: readonly Item[], count: number) => void) {
    this.#maxItems = Math.min(kMaxItems, maxItems);
    this.#write = write;
  }

  /** False when each item is to be written at once: no later task may write it. */
  get mayWait(): boolean {
    return this.#maxItems > 1;
  }

  add(item: Item): void {
    this.#items[this.#count++] = item;
    if (this.#count >= this.#maxItems) this.publish();
    else if (!this.#publishIsDue) this.#publishSoon();
  }

  /** Writes the items that wait for more items of the same task. */
  publish(): void {
    const count = this.#count;
    if (count === 0) return;
    const items = this.#items;
    // A new array: to store an item in an old one calls V8's write barrier.
    this.#items = new Array<Item>(kMaxItems);
    this.#count = 0;
    this.#write(items, count);
  }

  /** From now on no item may wait. */
  stop(): void {
    this.#maxItems = 1;
    this.publish();
  }

  #publishSoon(): void {
    this.#publishIsDue = true;
    void endOfTask.then(this.#publishDue);
  }

  readonly #publishDue = (): void => {
    this.#publishIsDue = false;
    this.publish();
  };
}

const endOfTask = Promise.resolve();
