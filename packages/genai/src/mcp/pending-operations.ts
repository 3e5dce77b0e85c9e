import { isRequestId, type RequestId } from './messages';
import type { Operation } from './operation';
import { kForgotten, type Outcome } from './outcome';

/** A peer that answers nothing must not fill the memory. */
const kMaxPending = 4096;

/** The requests of one direction that wait for an answer, by their ids. */
export class PendingOperations {
  readonly #operations = new Map<RequestId, Operation>();

  add(id: RequestId, operation: Operation): void {
    // A peer that uses an id twice answers the second request.
    this.take(id)?.end(kForgotten);
    if (this.#operations.size >= kMaxPending) {
      const [oldest] = this.#operations.keys();
      this.take(oldest)?.end(kForgotten);
    }
    this.#operations.set(id, operation);
  }

  /** Returns the operation, which is no longer pending. */
  take(id: unknown): Operation | undefined {
    if (!isRequestId(id)) return undefined;
    const operation = this.#operations.get(id);
    this.#operations.delete(id);
    return operation;
  }

  endAll(outcome: Outcome): void {
    for (const operation of this.#operations.values()) operation.end(outcome);
    this.#operations.clear();
  }
}
