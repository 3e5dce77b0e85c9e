import {
  diag,
  type BatchObservableCallback,
  type Observable,
  type ObservableCallback,
} from '@opentelemetry/api';
import type { NativeObservation } from '@otel-native/api-bridge/observation';
import { kTimedOut, withTimeout } from '../../pipeline/timeout';
import type { ObservingPipeline } from '../observing-pipeline';
import { nativeObservation } from './native-observation';
import { ObservableInstrument, type CallbackRegistry } from './observable';
import { BatchResult, SingleResult, type Preparations } from './observable-results';
import { Observations } from './observations';
import { systemMillis } from '../../values/clock';

interface Single {
  readonly callback: ObservableCallback;
  readonly instrument: ObservableInstrument;
}
interface Batch {
  readonly callback: BatchObservableCallback;
  readonly instruments: ReadonlySet<ObservableInstrument>;
  readonly preparations: Preparations;
}

/** Limit of instruments that one callback can observe. */
const kMaxObservables = 65_536;

/** The callbacks of a provider's observable instruments. */
export class ObservableRegistry implements CallbackRegistry {
  #singles: Single[] = [];
  #batches: Batch[] = [];
  readonly #pipeline: ObservingPipeline | undefined;

  /** @param pipeline undefined without an exporter */
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
    const instruments = this.#own(observables);
    if (instruments.size === 0) {
      diag.error('BatchObservableCallback is not associated with valid instruments', observables);
      return;
    }
    if (this.#batches.some((batch) => isSameBatch(batch, callback, instruments))) return;
    this.#batches.push({ callback, instruments, preparations: new WeakMap() });
    this.#tell();
  }

  removeBatchCallback(callback: BatchObservableCallback, observables: Observable[]): void {
    const instruments = this.#own(observables);
    this.#batches = this.#batches.filter((batch) => !isSameBatch(batch, callback, instruments));
    this.#tell();
  }

  /** Registers native code to be read before each collection. Returns undefined when it cannot be read. */
  observeNatively(nativeHandle: object): NativeObservation | undefined {
    const isOwn = (observable: Observable) => this.#isOwn(observable);
    return this.#pipeline && nativeObservation(this.#pipeline, nativeHandle, isOwn);
  }

  get hasCallbacks(): boolean {
    return this.#singles.length + this.#batches.length > 0;
  }

  #own(observables: Observable[]): Set<ObservableInstrument> {
    try {
      const given: readonly Observable[] = Array.isArray(observables) ? observables : [];
      // An array may have any number of holes.
      return new Set(given.slice(0, kMaxObservables).filter((one) => this.#isOwn(one)));
    } catch {
      return new Set();
    }
  }

  #isOwn(observable: Observable): observable is ObservableInstrument {
    return ObservableInstrument.is(observable) && observable.belongsTo(this);
  }

  #tell(): void {
    this.#pipeline?.setObserves(this.hasCallbacks);
  }

  /**
   * Runs every callback once, and keeps the values of those that neither failed nor timed out. Never rejects. Returns the
   * errors of the others; without a promise if no callback returned one. With `staysAlive`, the event loop waits for the
   * callbacks. Values that come after the collection ended are left out: they would count in the next one.
   */
  observe(
    timeoutMillis: number,
    staysAlive: boolean,
    isAwaited: () => boolean,
  ): unknown[] | Promise<unknown[]> {
    const startMillis = systemMillis();
    const runs = [
      ...this.#singles.map(({ callback, instrument }) =>
        run(callback, new SingleResult(instrument)),
      ),
      ...this.#batches.map(({ callback, instruments, preparations }) =>
        run(callback, new BatchResult(instruments, preparations)),
      ),
    ];
    if (runs.every(({ returned }) => returned === undefined))
      return this.#take(runs, startMillis, isAwaited);
    return Promise.all(runs.map((begun) => inTime(begun, timeoutMillis, staysAlive))).then(() =>
      this.#take(runs, startMillis, isAwaited),
    );
  }

  #take(runs: readonly Run[], startMillis: number, isAwaited: () => boolean): unknown[] {
    const all = new Observations();
    const errors: unknown[] = [];
    for (const { failure, observations } of runs) {
      if (failure === undefined) all.merge(observations);
      else errors.push(failure.error);
    }
    if (this.#pipeline !== undefined && isAwaited()) all.commit(this.#pipeline, startMillis);
    return errors;
  }
}

/** A callback that was called, and how it failed. */
interface Run {
  readonly observations: Observations;
  /** A promise from an asynchronous callback; most callbacks return nothing. */
  readonly returned: unknown;
  failure: { readonly error: unknown } | undefined;
}

function run<Result extends { readonly observations: Observations }>(
  callback: (result: Result) => unknown,
  result: Result,
): Run {
  const { observations } = result;
  try {
    return { observations, returned: callback(result), failure: undefined };
  } catch (error) {
    return { observations, returned: undefined, failure: { error } };
  }
}

async function inTime(begun: Run, timeoutMillis: number, staysAlive: boolean): Promise<void> {
  if (begun.returned === undefined) return;
  try {
    const value = await withTimeout(Promise.resolve(begun.returned), timeoutMillis, staysAlive);
    if (value === kTimedOut) throw new Error(`A callback took longer than ${timeoutMillis} ms`);
  } catch (error) {
    begun.failure = { error };
  }
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
