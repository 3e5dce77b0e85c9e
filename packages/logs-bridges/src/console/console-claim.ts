/** Registered, so that all copies of this package in a thread share the list. */
const kClaims: unique symbol = Symbol.for('otel-native.consoleBridges');

interface Claims {
  [kClaims]?: object[];
}

/** Lets one of several bridges send what the console prints: the first that was enabled and still is. */
export class ConsoleClaim {
  readonly #claims = ((globalThis as Claims)[kClaims] ??= []);

  get isFirst(): boolean {
    return this.#claims[0] === this;
  }

  make(): void {
    this.#claims.push(this);
  }

  withdraw(): void {
    const index = this.#claims.indexOf(this);
    if (index >= 0) this.#claims.splice(index, 1);
  }
}
