import type { BatchObservableResult, Observable } from '@opentelemetry/api';
import type { Part } from '../part';

/** Reports `process.uptime`, more precisely than /proc. */
export class Uptime implements Part {
  readonly absent = [];
  readonly #target: Observable;

  constructor(target: Observable) {
    this.#target = target;
  }

  observe(result: BatchObservableResult): void {
    result.observe(this.#target, process.uptime());
  }

  stop(): void {}
}
