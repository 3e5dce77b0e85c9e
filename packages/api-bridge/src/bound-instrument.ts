import type {
  Attributes,
  Context,
  Counter,
  Gauge,
  Histogram,
  UpDownCounter,
} from '@opentelemetry/api';
import { followProvider } from './follow-provider';
import { kReal, type LazyInstrument } from './lazy-instrument';

/** A counter whose attributes are fixed. */
export interface BoundCounter {
  /** Adds a value that is not negative. */
  add(value: number, context?: Context): void;
}

/** An up-down counter whose attributes are fixed. */
export interface BoundUpDownCounter {
  /** Adds a value, which may be negative. */
  add(value: number, context?: Context): void;
}

/** A histogram whose attributes are fixed. */
export interface BoundHistogram {
  /** Records a value that is not negative. */
  record(value: number, context?: Context): void;
}

/** A gauge whose attributes are fixed. */
export interface BoundGauge {
  /** Records a value. */
  record(value: number, context?: Context): void;
}

/**
 * A synchronous instrument that can be bound to attributes: it looks them up once, and its measurements then skip the
 * look-up. In development in the specification: https://opentelemetry.io/docs/specs/otel/metrics/api/#bind
 */
export interface Bindable<Bound> {
  /**
   * Returns an instrument that records as this one does with these attributes. They are read now: what changes in the object later does not
   * show. Never throws.
   */
  bind(attributes?: Attributes): Bound;
}

/**
 * Binds an instrument to attributes. With an instrument of `@otel-native/native-core` this saves the look-up of each
 * measurement; with one of any other SDK, each
 * measurement passes a copy of the attributes. Never throws by itself.
 */
export function bindInstrument(instrument: Counter, attributes?: Attributes): BoundCounter;
export function bindInstrument(
  instrument: UpDownCounter,
  attributes?: Attributes,
): BoundUpDownCounter;
export function bindInstrument(instrument: Histogram, attributes?: Attributes): BoundHistogram;
export function bindInstrument(instrument: Gauge, attributes?: Attributes): BoundGauge;
export function bindInstrument(
  instrument: object,
  attributes?: Attributes,
): BoundCounter | BoundHistogram {
  if (isBindable(instrument)) return instrument.bind(attributes);
  const copy = copyOf(attributes);
  if (kReal in instrument) return lazyBound(instrument as LazyInstrument, copy);
  return 'add' in instrument
    ? { add: (value, context) => (instrument as Counter).add(value, copy, context) }
    : { record: (value, context) => (instrument as Histogram).record(value, copy, context) };
}

/** Returns a copy; the same object if it cannot be read, which is then for the instrument to handle. */
function copyOf(attributes: Attributes | undefined): Attributes | undefined {
  try {
    return { ...attributes };
  } catch {
    return attributes;
  }
}

/** Binds an instrument of `instrumentationScope`: to that of the SDK that is registered at each measurement. */
function lazyBound(
  { [kReal]: real }: LazyInstrument,
  attributes: Attributes | undefined,
): BoundCounter & BoundHistogram {
  const bound = followProvider(
    real,
    (made) => bindInstrument(made, attributes) as BoundCounter & BoundHistogram,
  );
  bound();
  return {
    add: (...args) => bound().add(...args),
    record: (...args) => bound().record(...args),
  };
}

function isBindable(instrument: object): instrument is Bindable<BoundCounter | BoundHistogram> {
  return typeof (instrument as Partial<Bindable<unknown>>).bind === 'function';
}
