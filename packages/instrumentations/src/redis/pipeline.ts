/** The commands that are sent together. Their spans tell whether they are all the same. */
export class Pipeline {
  readonly #names = new Set<string>();

  add(name: string): void {
    this.#names.add(name);
  }

  /** The value of `db.operation.name`, once all commands were added. */
  get operationName(): string {
    const [name] = this.#names;
    return this.#names.size === 1 ? `PIPELINE ${name}` : 'PIPELINE';
  }
}
