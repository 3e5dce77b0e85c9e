import {
  diag,
  type BatchObservableCallback,
  type Observable,
  type ObservableCallback,
} from '@opentelemetry/api';
import { kTimedOut, withTimeout } from '../pipeline/timeout';
import { ObservableInstrument } from './observable';
import { BatchResult, SingleResult, type Preparations } from './observable-results';
import { Observations, type ObservationSink } from './observations';

interface Single {
  readonly callback: ObservableCallback;
  readonly instrument: ObservableInstrument;
}
interface Batch {
  readonly callback: BatchObservableCallback;
  readonly instruments: ReadonlySet<ObservableInstrument>;
  readonly preparations: Preparations;
}

/** What a registry works for. */
export interface ObservingPipeline extends ObservationSink {
  /** Whether there are callbacks to run before a collection. */
  setObserves(observes: boolean): void;
}

/** The callbacks of a provider's observable instruments. */
export class ObservableRegistry {
  #singles: Single[] = [];
  #batches: Batch[] = [];
  readonly #pipeline: ObservingPipeline | undefined;

  /** @param pipeline undefined where nothing is exported */
  constructor(pipeline: ObservingPipeline | undefined) {
    this.#pipeline = pipeline;
  }

  addCallback(callback: ObservableCallback, instrument: ObservableInstrument): void {
    if (this.#singles.some((single) => isSame(single, callback, instrument))) return;
    this.#singles.push({ callback, instrument });
    this.#tell();
  }

  removeCallback(callback: ObservableCallback, instrument: ObservableInstrument): void {
    this.#singles = this.#singles.filter((single) => !isSame(single, callback, instrument));
    this.#tell();
  }

  addBatchCallback(callback: BatchObservableCallback, observables: Observable[]): void {
    const instruments = observablesOf(observables);
    if (instruments.size === 0) {
      diag.error('BatchObservableCallback is not associated with valid instruments', observables);
      return;
    }
    if (this.#batches.some((batch) => isSameBatch(batch, callback, instruments))) return;
    this.#batches.push({ callback, instruments, preparations: new WeakMap() });
    this.#tell();
  }

  removeBatchCallback(callback: BatchObservableCallback, observables: Observable[]): void {
    const instruments = observablesOf(observables);
    this.#batches = this.#batches.filter((batch) => !isSameBatch(batch, callback, instruments));
    this.#tell();
  }

  get hasCallbacks(): boolean {
    return this.#singles.length + this.#batches.length > 0;
  }

  #tell(): void {
    this.#pipeline?.setObserves(this.hasCallbacks);
  }

  /**
   * Runs every callback once, and takes what those observed that did not fail or take longer than the time. Never
   * rejects; gives what the others failed with. With `staysAlive` the event loop waits for them.
   */
  async observe(timeoutMillis: number, staysAlive: boolean): Promise<unknown[]> {
    const startMillis = Date.now();
    const singles = this.#singles.map(async ({ callback, instrument }) => {
      const result = new SingleResult(instrument);
      await inTime(callback(result), timeoutMillis, staysAlive);
      return result.observations;
    });
    const batches = this.#batches.map(async ({ callback, instruments, preparations }) => {
      const result = new BatchResult(instruments, preparations);
      await inTime(callback(result), timeoutMillis, staysAlive);
      return result.observations;
    });
    const outcomes = await Promise.allSettled([...singles, ...batches]);
    const all = new Observations();
    const errors: unknown[] = [];
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') all.merge(outcome.value);
      else errors.push(outcome.reason);
    }
    if (this.#pipeline !== undefined) all.commit(this.#pipeline, startMillis);
    return errors;
  }
}

/** @param returned by a callback; most return nothing, and need no timer */
async function inTime(
  returned: unknown,
  timeoutMillis: number,
  staysAlive: boolean,
): Promise<void> {
  if (returned === undefined) return;
  const value = await withTimeout(Promise.resolve(returned), timeoutMillis, staysAlive);
  if (value === kTimedOut) throw new Error(`A callback took longer than ${timeoutMillis} ms`);
}

function isSame(
  single: Single,
  callback: ObservableCallback,
  instrument: ObservableInstrument,
): boolean {
  return single.callback === callback && single.instrument === instrument;
}

function isSameBatch(
  batch: Batch,
  callback: BatchObservableCallback,
  instruments: ReadonlySet<ObservableInstrument>,
): boolean {
  const { size } = instruments;
  return (
    batch.callback === callback &&
    batch.instruments.size === size &&
    [...instruments].every((instrument) => batch.instruments.has(instrument))
  );
}

function observablesOf(observables: Observable[]): Set<ObservableInstrument> {
  return new Set(observables.filter((observable) => observable instanceof ObservableInstrument));
}
